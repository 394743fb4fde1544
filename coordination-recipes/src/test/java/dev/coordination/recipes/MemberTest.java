// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static dev.coordination.recipes.Waits.await;
import static dev.coordination.recipes.Waits.awaitWaiting;
import static dev.coordination.recipes.Waits.unavailable;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the rules of the member on a fake clock. The TTL is 15 s, so heartbeats are due each 5 s, and retries each 2 s. */
@CoordinationTest
class MemberTest {

    private static final Map<String, String> ADDRESS = Map.of("address", "10.0.0.7");

    private final FakeClock clock;
    private final ScheduledExecutorService scheduler;
    private final ScriptedCalls coordination;
    private final ClusterMembership cluster;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    MemberTest(
            MemoryBackend backend,
            FakeClock clock,
            ScheduledExecutorService scheduler,
            DistributedCoordination coordination) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.coordination = new ScriptedCalls(coordination);
        this.cluster = backend.connect().clusterMembership();
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private MemberBuilder builder() {
        return Member.builder(coordination, "a", scheduler)
                .clock(clock)
                .metadata(ADDRESS)
                .errorHandler(errors::add);
    }

    private Member registered() {
        Member member = builder().start();
        clock.advance(ofMillis(1));
        assertThat(cluster.members()).containsOnlyKeys(member.nodeId());
        coordination.calls.clear();
        return member;
    }

    @Test
    @Tag("E-35")
    void aRestartedMemberIsNotDeregisteredByItsPredecessor() {
        Member predecessor = registered();
        Member successor = builder().start();
        clock.advance(ofMillis(1));
        predecessor.close();

        assertThat(successor.nodeId()).startsWith("a#").isNotEqualTo(predecessor.nodeId());
        assertThat(cluster.members()).containsOnlyKeys(successor.nodeId());
        assertThat(successor.isRegistered()).isTrue();
    }

    @Test
    @Tag("E-35")
    void theIncarnationCanBeSet() {
        assertThat(builder().incarnation("7").start().nodeId()).isEqualTo("a#7");
    }

    @Test
    @Tag("E-36")
    void aMemberRegistersAtTheStart() {
        Member member = builder().start();
        clock.advance(ofMillis(1));

        assertThat(cluster.members()).isEqualTo(Map.of(member.nodeId(), ADDRESS));
    }

    @ParameterizedTest
    @CsvSource({
        "PT15S, , PT5S",
        "PT0.003S, , PT0.001S",
        "PT24H, , PT8H",
        "PT15S, PT1S, PT1S",
        "PT15S, PT14.999S, PT14.999S"
    })
    @Tag("E-36")
    void aHeartbeatIsSentAtEachInterval(Duration ttl, Duration interval, Duration expected) {
        MemberBuilder builder = builder().ttl(ttl);
        if (interval != null) {
            builder.heartbeatInterval(interval);
        }
        Member member = builder.start();
        for (int i = 1; i <= 5; i++) {
            clock.advance(expected);
            assertThat(coordination.calls).hasSize(i + 1);
            assertThat(cluster.activeNodes()).containsExactly(member.nodeId());
        }
        assertThat(coordination.calls)
                .containsExactly("register", "heartbeat", "heartbeat", "heartbeat", "heartbeat", "heartbeat");
    }

    @Test
    @Tag("E-36")
    void theIntervalCountsFromBeforeTheRequest() {
        List<Runnable> requests = new ArrayList<>();
        builder().requestExecutor(requests::add).start();
        clock.advance(ofMillis(1));
        coordination.after = () -> clock.advance(ofSeconds(4));
        requests.remove(0).run();
        clock.advance(ofMillis(999));
        assertThat(requests).isEmpty();
        clock.advance(ofMillis(1));

        assertThat(requests).hasSize(1);
    }

    @Test
    @Tag("E-36")
    void aMemberThatWasForgottenRegistersAgainWithItsMetadata() {
        Member member = registered();
        assertThat(cluster.deregister(member.nodeId())).isTrue();
        clock.advance(ofMillis(4_999));

        assertThat(coordination.calls).containsExactly("heartbeat", "register");
        assertThat(cluster.members()).isEqualTo(Map.of(member.nodeId(), ADDRESS));
    }

    @Test
    @Tag("E-36")
    void newMetadataIsRegisteredAtOnce() {
        Member member = registered();
        clock.advance(ofSeconds(1));
        Map<String, String> mutable = new HashMap<>(Map.of("address", "10.0.0.8"));
        member.metadata(mutable);
        mutable.clear();
        clock.advance(ofMillis(1));

        assertThat(coordination.calls).containsExactly("register");
        assertThat(cluster.metadata(member.nodeId())).contains(Map.of("address", "10.0.0.8"));

        cluster.deregister(member.nodeId());
        clock.advance(ofSeconds(5));
        assertThat(cluster.metadata(member.nodeId())).contains(Map.of("address", "10.0.0.8"));
    }

    @Test
    @Tag("E-36")
    void metadataThatIsSetDuringARequestIsRegisteredAfterIt() {
        Member[] member = new Member[1];
        coordination.before = () -> {
            coordination.before = () -> {};
            member[0].metadata(Map.of("address", "10.0.0.8"));
        };
        member[0] = builder().start();
        clock.advance(ofMillis(1));

        assertThat(coordination.calls).containsExactly("register", "register");
        assertThat(cluster.metadata(member[0].nodeId())).contains(Map.of("address", "10.0.0.8"));
    }

    @Test
    @Tag("E-36")
    @Tag("E-38")
    void newMetadataDoesNotDelayTheRequestsOfABusyExecutor() {
        Member member = builder()
                .requestExecutor(task -> scheduler.schedule(task, 1_500, MILLISECONDS))
                .start();
        clock.advance(ofSeconds(2));
        for (int second = 0; second < 60; second++) {
            member.metadata(Map.of("load", String.valueOf(second)));
            clock.advance(ofSeconds(1));
            assertThat(member.isRegistered()).isTrue();
            assertThat(cluster.activeNodes()).containsExactly(member.nodeId());
        }
        clock.advance(ofSeconds(3));

        assertThat(cluster.metadata(member.nodeId())).contains(Map.of("load", "59"));
    }

    @Test
    @Tag("E-36")
    void hintsArePublishedWhenTheMembersChange() {
        Subscription subscription = coordination.pubSub().subscribe("members");
        Member member = builder().hintChannel("members").start();
        clock.advance(ofMillis(1));
        assertThat(subscription.poll().map(Message::text)).contains(member.nodeId());
        clock.advance(ofSeconds(20));
        assertThat(subscription.poll()).as("heartbeats change nothing").isEmpty();
        member.metadata(Map.of());
        clock.advance(ofMillis(1));
        assertThat(subscription.poll()).isPresent();
        cluster.deregister(member.nodeId());
        clock.advance(ofSeconds(5));
        assertThat(subscription.poll()).isPresent();
        member.close();
        assertThat(subscription.poll()).isPresent();
        assertThat(subscription.poll()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-37")
    void failedRequestsAreRepeatedEachRetryPeriod(boolean isUnavailable) {
        coordination.before = () -> {
            throw isUnavailable ? unavailable() : new IllegalStateException("unexpected");
        };
        Member member = builder().start();
        clock.advance(ofMillis(6_500));
        assertThat(coordination.calls).containsOnly("register").hasSize(4); // After 0, 2, 4 and 6 s.
        assertThat(errors).hasSize(4);
        coordination.before = () -> {};
        clock.advance(ofMillis(1_500));
        assertThat(cluster.activeNodes()).containsExactly(member.nodeId());

        coordination.calls.clear();
        coordination.before = () -> {
            throw isUnavailable ? unavailable() : new IllegalStateException("unexpected");
        };
        clock.advance(ofMillis(9_500));
        assertThat(coordination.calls).containsExactly("heartbeat", "heartbeat", "heartbeat"); // After 5, 7 and 9 s.
        coordination.before = () -> {};
        clock.advance(ofSeconds(60));
        assertThat(cluster.activeNodes()).containsExactly(member.nodeId());
    }

    @Test
    @Tag("E-37")
    void aRegistrationWhoseReplyIsLostIsRepeated() {
        coordination.after = () -> {
            throw unavailable();
        };
        Member member = builder().start();
        clock.advance(ofMillis(1));
        assertThat(member.isRegistered()).isFalse();
        coordination.after = () -> {};
        clock.advance(ofSeconds(2));

        assertThat(coordination.calls).containsExactly("register", "register");
        assertThat(member.isRegistered()).isTrue();
    }

    private Runnable failing(String request, Supplier<RuntimeException> failure) {
        return () -> {
            if (coordination.calls.get(coordination.calls.size() - 1).equals(request)) {
                throw failure.get();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "PT2S", "PT14S"})
    @Tag("E-37")
    void aMemberWhoseNewMetadataIsRefusedStaysOneWithItsOldMetadata(Duration retryPeriod) {
        Member member = builder().retryPeriod(retryPeriod).start();
        clock.advance(ofMillis(1));
        coordination.before = failing("register", () -> new IllegalArgumentException("the metadata is too large"));
        member.metadata(Map.of("large", "x"));
        for (int second = 0; second < 60; second++) {
            clock.advance(ofSeconds(1));
            assertThat(member.isRegistered()).isTrue();
            assertThat(cluster.members()).isEqualTo(Map.of(member.nodeId(), ADDRESS));
        }
        assertThat(errors).hasSize((int) (60 / retryPeriod.toSeconds()) + 1);
        coordination.before = () -> {};
        clock.advance(retryPeriod);

        assertThat(cluster.members()).isEqualTo(Map.of(member.nodeId(), Map.of("large", "x")));
    }

    @Test
    @Tag("E-37")
    void newMetadataThatCannotBeRegisteredIsFollowedByAHeartbeat() {
        Member member = registered();
        coordination.before = failing("register", Waits::unavailable);
        member.metadata(Map.of());
        clock.advance(ofSeconds(2));
        assertThat(coordination.calls).containsExactly("register", "heartbeat", "register", "heartbeat");
        cluster.deregister(member.nodeId());
        clock.advance(ofSeconds(4));

        assertThat(coordination.calls.subList(4, coordination.calls.size()))
                .as("a node that is not registered sends no heartbeat")
                .containsExactly("register", "heartbeat", "register");
        assertThat(member.isRegistered()).isFalse();
    }

    @Test
    @Tag("E-37")
    void anErrorOfARegistrationDoesNotStopTheHeartbeats() {
        Member member = registered();
        coordination.before = () -> {
            if (coordination.calls.get(coordination.calls.size() - 1).equals("register")) {
                throw new AssertionError("register");
            }
        };
        member.metadata(Map.of());
        clock.advance(ofSeconds(60));

        assertThat(member.isRegistered()).isTrue();
        assertThat(cluster.members()).isEqualTo(Map.of(member.nodeId(), ADDRESS));
    }

    @Test
    @Tag("E-37")
    void aHintThatCannotBePublishedIsNotRepeated() {
        coordination.before = failing("publish", Waits::unavailable);
        Member member = builder().hintChannel("members").start();
        clock.advance(ofSeconds(4));

        assertThat(coordination.calls).containsExactly("register", "publish");
        assertThat(errors).hasSize(1);
        assertThat(member.isRegistered()).isTrue();
    }

    @Test
    @Tag("E-37")
    void aRequestThatHangsIsNotFollowedByAnother() {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        coordination.before = () -> {
            hangs.countDown();
            await(returns);
        };
        Member member = builder().requestExecutor(threads).start();
        clock.advance(ofMillis(1));
        await(hangs);
        member.metadata(Map.of());
        clock.advance(ofSeconds(60));

        assertThat(coordination.calls).containsExactly("register");
        returns.countDown();
        member.close();
    }

    @Test
    @Tag("E-37")
    void anErrorHandlerThatThrowsChangesNothing() {
        coordination.before = () -> {
            throw unavailable();
        };
        Member member = builder()
                .errorHandler(thrown -> {
                    throw new IllegalStateException("handler");
                })
                .start();
        clock.advance(ofSeconds(1));
        coordination.before = () -> {};
        clock.advance(ofSeconds(1));

        assertThat(member.isRegistered()).isTrue();
    }

    @Test
    @Tag("E-37")
    void anExecutorThatRejectsARequestIsAskedAgain() {
        boolean[] rejects = {true};
        Member member = builder()
                .requestExecutor(task -> {
                    if (rejects[0]) {
                        throw new RejectedExecutionException("full");
                    }
                    task.run();
                })
                .start();
        clock.advance(ofSeconds(3));
        assertThat(errors).hasSize(2).hasOnlyElementsOfType(RejectedExecutionException.class);
        rejects[0] = false;
        clock.advance(ofSeconds(1));

        assertThat(member.isRegistered()).isTrue();
    }

    @Test
    @Tag("E-37")
    void aSchedulerThatRejectsATimerStopsTheHeartbeats() {
        Member member = builder().requestExecutor(Runnable::run).start();
        coordination.after = scheduler::shutdown;
        clock.advance(ofMillis(1));

        assertThat(errors).singleElement().isInstanceOf(RejectedExecutionException.class);
        assertThat(member.isRegistered()).isTrue();
        clock.advance(ofSeconds(15));
        assertThat(member.isRegistered()).isFalse();
        assertThat(coordination.calls).containsExactly("register");
    }

    @Test
    @Tag("E-37")
    void aSchedulerThatIsShutDownRefusesANewMember() {
        scheduler.shutdown();

        assertThatThrownBy(() -> builder().start()).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    @Tag("E-38")
    void aMemberIsRegisteredUntilItsTtlHasPassedSinceTheLastRequest() {
        Member member = registered();
        assertThat(member.isRegistered()).isTrue();
        clock.advance(ofMillis(4_999));
        coordination.before = () -> {
            throw unavailable();
        };
        clock.advance(ofMillis(14_999));
        assertThat(member.isRegistered()).isTrue();
        assertThat(cluster.activeNodes()).isNotEmpty();
        clock.advance(ofMillis(1));

        assertThat(member.isRegistered()).isFalse();
        assertThat(cluster.activeNodes()).isEmpty();
    }

    @Test
    @Tag("E-38")
    void theTtlCountsFromBeforeTheRequest() {
        List<Runnable> requests = new ArrayList<>();
        Member member = builder().requestExecutor(requests::add).start();
        assertThat(member.isRegistered()).isFalse();
        clock.advance(ofMillis(1));
        coordination.after = () -> clock.advance(ofMillis(14_999));
        requests.remove(0).run();
        assertThat(member.isRegistered()).isTrue();
        clock.advance(ofMillis(1));

        assertThat(member.isRegistered()).isFalse();
    }

    @Test
    @Tag("E-38")
    void aMemberThatWasForgottenIsNotRegistered() {
        Member member = registered();
        cluster.deregister(member.nodeId());
        coordination.after = () -> coordination.before = () -> {
            throw unavailable();
        };
        clock.advance(ofSeconds(5)); // The heartbeat is refused, and the registration fails.
        assertThat(member.isRegistered()).isFalse();
        coordination.after = () -> {};
        coordination.before = () -> {};
        clock.advance(ofSeconds(2));

        assertThat(member.isRegistered()).isTrue();
    }

    @Test
    @Tag("E-39")
    void closingDeregistersOnce() {
        Member member = registered();
        member.close();
        member.close();
        member.metadata(Map.of());
        clock.advance(ofSeconds(60));

        assertThat(coordination.calls).containsExactly("deregister");
        assertThat(cluster.activeNodes()).isEmpty();
        assertThat(member.isRegistered()).isFalse();
    }

    @Test
    @Tag("E-39")
    void aFailedDeregistrationIsNotRepeated() {
        Member member = registered();
        coordination.before = () -> {
            throw unavailable();
        };
        member.close();
        member.close();
        clock.advance(ofSeconds(60));

        assertThat(coordination.calls).containsExactly("deregister");
        assertThat(errors).hasSize(1);
    }

    @Test
    @Tag("E-39")
    void aMemberWhoseRegistrationIsUncertainIsDeregistered() {
        coordination.after = () -> {
            throw unavailable();
        };
        Member member = builder().start();
        clock.advance(ofMillis(1));
        coordination.after = () -> {};
        member.close();

        assertThat(cluster.activeNodes()).isEmpty();
    }

    @Test
    @Tag("E-39")
    void closingBeforeTheFirstRequestMakesNone() {
        builder().start().close();
        clock.advance(ofSeconds(60));

        assertThat(coordination.calls).isEmpty();
    }

    @Test
    @Tag("E-39")
    void closingWaitsForARequest() {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        Member member =
                builder().requestExecutor(threads).hintChannel("members").start();
        coordination.before = () -> {
            hangs.countDown();
            await(returns);
        };
        clock.advance(ofMillis(1));
        await(hangs);
        Thread closing = new Thread(member::close);
        closing.start();
        awaitWaiting(closing);
        assertThat(coordination.calls).containsExactly("register");
        returns.countDown();
        await(() -> !closing.isAlive());
        clock.advance(ofSeconds(60));

        assertThat(coordination.calls).containsExactly("register", "deregister", "publish");
        assertThat(cluster.activeNodes()).isEmpty();
    }

    @Test
    @Tag("E-39")
    void anErrorHandlerCanClose() {
        AtomicReference<Member> member = new AtomicReference<>();
        coordination.before = () -> {
            coordination.before = () -> {};
            throw unavailable();
        };
        member.set(builder().errorHandler(thrown -> member.get().close()).start());
        clock.advance(ofSeconds(60));

        assertThat(coordination.calls).containsExactly("register", "deregister");
    }

    @Test
    @Tag("E-39")
    void anErrorHandlerThatClosesAfterAFailedRegistrationIsFollowedByNoHeartbeat() {
        AtomicReference<Member> member = new AtomicReference<>();
        member.set(builder().errorHandler(thrown -> member.get().close()).start());
        clock.advance(ofMillis(1));
        coordination.before = failing("register", Waits::unavailable);
        member.get().metadata(Map.of());
        clock.advance(ofSeconds(60));

        assertThat(coordination.calls).containsExactly("register", "register", "deregister");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7, 999_999})
    void aTtlOfLessThanAMillisecondIsRefused(long nanos) {
        assertThatThrownBy(() -> builder().ttl(Duration.ofNanos(nanos)).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ttl must be at least 1 millisecond");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.001S", "P36500D"})
    @Tag("E-36")
    void theShortestAndTheLongestTtlWork(Duration ttl) {
        Member member = builder().ttl(ttl).start();
        clock.advance(Duration.ZERO);
        clock.advance(ttl.dividedBy(3));

        assertThat(coordination.calls).containsExactly("register", "heartbeat");
        assertThat(member.isRegistered()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT5S, PT2S",
        "PT15S, PT15S, PT2S",
        "PT15S, PT0S, PT2S",
        "PT15S, PT5S, PT15S",
        "PT15S, PT5S, PT-1S"
    })
    void durationsThatDoNotFitTogetherAreRefused(Duration ttl, Duration heartbeat, Duration retry) {
        assertThatThrownBy(() -> builder()
                        .ttl(ttl)
                        .heartbeatInterval(heartbeat)
                        .retryPeriod(retry)
                        .start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be positive");
    }
}
