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
import dev.coordination.junit.CoordinationTest;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the rules of the watch on a fake clock. The members are read each 5 s. */
@CoordinationTest
class MembershipWatchTest {

    private static final Duration TTL = ofSeconds(15);

    private final MemoryBackend backend;
    private final FakeClock clock;
    private final ScheduledExecutorService scheduler;
    private final DistributedCoordination handle;
    private final ScriptedCalls coordination;
    private final ClusterMembership cluster;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    /** What the listener does after each call. */
    private volatile ErrorReporter.Callback then = () -> {};

    MembershipWatchTest(
            MemoryBackend backend,
            FakeClock clock,
            ScheduledExecutorService scheduler,
            DistributedCoordination coordination) {
        this.backend = backend;
        this.clock = clock;
        this.scheduler = scheduler;
        this.handle = coordination;
        this.coordination = new ScriptedCalls(coordination);
        this.cluster = backend.connect().clusterMembership();
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    /** Records what it is told. */
    private final class Recorder implements MembershipListener {

        @Override
        public void onJoined(String nodeId, Map<String, String> metadata) throws Exception {
            told.add("joined " + nodeId + metadata);
            then.call();
        }

        @Override
        public void onLeft(String nodeId, Map<String, String> metadata) throws Exception {
            told.add("left " + nodeId + metadata);
            then.call();
        }

        @Override
        public void onChanged(String nodeId, Map<String, String> metadata) throws Exception {
            told.add("changed " + nodeId + metadata);
            then.call();
        }
    }

    private MembershipWatchBuilder builder() {
        return MembershipWatch.builder(coordination, new Recorder(), scheduler)
                .clock(clock)
                .errorHandler(errors::add);
    }

    private MembershipWatch started() {
        MembershipWatch watch = builder().start();
        clock.advance(ofMillis(1));
        return watch;
    }

    private void register(String nodeId) {
        cluster.register(nodeId, Map.of(), TTL);
    }

    private List<String> takeTold() {
        List<String> taken = List.copyOf(told);
        told.clear();
        return taken;
    }

    @Test
    @Tag("E-40")
    void aNodeThatWasMissingBetweenTwoSnapshotsIsToldByItsMetadataOnly() {
        register("a");
        register("b");
        started();
        takeTold();
        cluster.deregister("a");
        cluster.register("a", Map.of("port", "1"), TTL);
        cluster.deregister("b");
        register("b");
        register("c");
        cluster.deregister("c");
        clock.advance(ofSeconds(5));

        assertThat(told).containsExactly("changed a{port=1}");
    }

    @Test
    @Tag("E-40")
    void aHintIsFollowedByASnapshotAtOnce() throws Exception {
        builder().hintChannel("members").start();
        clock.advance(ofMillis(1));
        Member member = Member.builder(handle, "a", scheduler)
                .incarnation("1")
                .clock(clock)
                .hintChannel("members")
                .start();
        hint();
        assertThat(told).containsExactly("joined a#1{}");
        member.metadata(Map.of("port", "1"));
        hint();
        assertThat(told).containsExactly("joined a#1{}", "changed a#1{port=1}");
        member.close();
        hint();

        assertThat(told).containsExactly("joined a#1{}", "changed a#1{port=1}", "left a#1{port=1}");
    }

    private void hint() throws Exception {
        clock.advance(ofMillis(1)); // The member publishes a hint.
        backend.settle();
        clock.advance(ofMillis(1)); // The watch reads.
    }

    @Test
    @Tag("E-40")
    void hintsDuringASnapshotAreFollowedByOneMore() throws Exception {
        builder().hintChannel("members").start();
        coordination.before = () -> {
            if (coordination.calls.size() == 2) { // The first snapshot.
                for (int i = 0; i < 10; i++) {
                    handle.pubSub().publish("members", new byte[0]);
                }
                settle();
            }
        };
        clock.advance(ofSeconds(4));

        assertThat(coordination.calls).containsExactly("subscribe", "members", "members");
    }

    @Test
    @Tag("E-40")
    void aChannelWhoseSubscriptionHangsDelaysNoSnapshot() {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        coordination.before = () -> {
            if (coordination.calls.get(coordination.calls.size() - 1).equals("subscribe")) {
                hangs.countDown();
                await(returns);
            }
        };
        MembershipWatch watch =
                builder().hintChannel("members").requestExecutor(threads).start();
        clock.advance(ofMillis(1));
        await(hangs);
        await(() -> watch.age().isPresent());
        register("a");
        clock.advance(ofSeconds(5));
        await(() -> watch.members().containsKey("a"));
        Thread closing = new Thread(watch::close);
        closing.start();
        awaitWaiting(closing);
        returns.countDown();
        await(() -> !closing.isAlive());

        assertThat(handle.pubSub().publish("members", new byte[0]))
                .as("subscriptions")
                .isZero();
    }

    @Test
    @Tag("E-40")
    void aMemberThatJoinsWhileTheChannelIsSubscribedToIsTold() {
        List<Runnable> executor = new ArrayList<>();
        builder().hintChannel("members").requestExecutor(executor::add).start();
        clock.advance(ofMillis(1));
        executor.remove(1).run(); // The snapshot comes first,
        register("a"); // and its hint is published before anybody has subscribed.
        executor.remove(0).run();
        clock.advance(ofMillis(1));
        executor.remove(0).run();
        clock.advance(ofMillis(1));

        assertThat(coordination.calls).containsExactly("members", "subscribe", "members");
        assertThat(told).containsExactly("joined a{}");
    }

    private void settle() {
        try {
            backend.settle();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-40")
    void withoutHintsMembersAreReadAtTheInterval(boolean isUnavailable) {
        coordination.before = () -> {
            if (coordination.calls.equals(List.of("subscribe"))) {
                throw isUnavailable ? unavailable() : new UnsupportedOperationException("no channels");
            }
        };
        builder().hintChannel("members").start();
        register("a");
        clock.advance(ofMillis(1));
        assertThat(told).containsExactly("joined a{}");
        register("b");
        clock.advance(ofSeconds(5));

        assertThat(told).containsExactly("joined a{}", "joined b{}");
        assertThat(errors.size()).isEqualTo(isUnavailable ? 0 : 1);
    }

    @Test
    @Tag("E-40")
    void hintsThatWereLostAreFollowedByASnapshot() throws Exception {
        MembershipWatch watch =
                builder().interval(ofSeconds(3_600)).hintChannel("members").start();
        clock.advance(ofSeconds(5_000));
        backend.disconnect(handle);
        backend.settle();
        backend.reconnect(handle);
        register("a");
        hint(); // The subscription is renewed, and its gap is a hint.

        assertThat(watch.members()).containsOnlyKeys("a");
    }

    @Test
    @Tag("E-41")
    void theMembersAtTheStartAreTold() {
        register("b");
        cluster.register("a", Map.of("port", "1"), TTL);
        MembershipWatch watch = builder().start();
        assertThat(watch.members()).isEmpty();
        clock.advance(ofMillis(1));

        assertThat(told).containsExactly("joined a{port=1}", "joined b{}");
        assertThat(watch.members()).isEqualTo(cluster.members());
    }

    @Test
    @Tag("E-41")
    void aRestartedNodeLeavesBeforeItJoins() {
        register("b#1");
        register("b#2");
        started();
        takeTold();
        register("a#2");
        register("b#3");
        cluster.deregister("b#2");
        cluster.deregister("b#1");
        clock.advance(ofSeconds(5));

        assertThat(told).containsExactly("left b#1{}", "left b#2{}", "joined a#2{}", "joined b#3{}");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    @Tag("E-41")
    void callsArePairedAndEndWithTheMembers(long seed) {
        Random random = new Random(seed);
        List<Runnable> callbacks = new ArrayList<>();
        MembershipWatch watch = builder().callbackExecutor(callbacks::add).start();
        then = () -> change(random); // While a snapshot is told, too.
        for (int i = 0; i < 200; i++) {
            change(random);
            if (random.nextInt(3) == 0) {
                clock.advance(ofSeconds(5));
            }
            if (!callbacks.isEmpty() && random.nextInt(3) == 0) {
                callbacks.remove(0).run();
            }
        }
        then = () -> {};
        clock.advance(ofSeconds(5));
        callbacks.forEach(Runnable::run);

        assertThat(replay()).isEqualTo(watch.members()).isEqualTo(cluster.members());
        assertThat(told).hasSizeGreaterThan(50);
    }

    private void change(Random random) {
        String nodeId = String.valueOf((char) ('a' + random.nextInt(4)));
        if (random.nextBoolean()) {
            cluster.register(nodeId, Map.of("port", String.valueOf(random.nextInt(3))), Duration.ofDays(1));
        } else {
            cluster.deregister(nodeId);
        }
        if (random.nextInt(4) == 0) {
            clock.advance(ofSeconds(5));
        }
    }

    /** Returns the members according to what was told, and checks that it is consistent. */
    private Map<String, Map<String, String>> replay() {
        Map<String, Map<String, String>> members = new HashMap<>();
        for (String call : told) {
            String nodeId = call.substring(call.indexOf(' ') + 1, call.indexOf('{'));
            String port = call.substring(call.indexOf('=') + 1, call.indexOf('}'));
            Map<String, String> metadata = Map.of("port", port);
            if (call.startsWith("joined")) {
                assertThat(members.put(nodeId, metadata)).as(call).isNull();
            } else if (call.startsWith("left")) {
                assertThat(members.remove(nodeId)).as(call).isEqualTo(metadata);
            } else {
                assertThat(members.put(nodeId, metadata)).as(call).isNotNull().isNotEqualTo(metadata);
            }
        }
        return members;
    }

    @Test
    @Tag("E-41")
    void aSlowListenerIsNotToldWhatIsOver() {
        List<Runnable> callbacks = new ArrayList<>();
        builder().callbackExecutor(callbacks::add).start();
        register("a");
        clock.advance(ofSeconds(1));
        register("b");
        clock.advance(ofSeconds(5));
        cluster.deregister("a");
        clock.advance(ofSeconds(5));
        callbacks.forEach(Runnable::run);

        assertThat(told).containsExactly("joined b{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.001S", "PT5S", "PT1H"})
    @Tag("E-42")
    void aChangeIsToldWithinAnInterval(Duration interval) {
        builder().interval(interval).start();
        clock.advance(Duration.ZERO);
        cluster.register("a", Map.of(), Duration.ofDays(1)); // Just after a snapshot.
        clock.advance(interval.minusNanos(1));
        assertThat(told).isEmpty();
        clock.advance(Duration.ofNanos(1));
        assertThat(told).containsExactly("joined a{}");
    }

    @Test
    @Tag("E-42")
    void aDeathIsToldWithinTheTtlAndAnInterval() {
        started();
        clock.advance(ofMillis(2));
        register("a"); // At 3 ms: the snapshots at 5, 10, 15 s still have it.
        clock.advance(ofMillis(15_000));
        assertThat(told).containsExactly("joined a{}");
        clock.advance(ofMillis(5_000));

        assertThat(told).containsExactly("joined a{}", "left a{}");
    }

    @Test
    @Tag("E-42")
    void theIntervalCountsFromBeforeTheRequest() {
        List<Runnable> requests = new ArrayList<>();
        builder().requestExecutor(requests::add).start();
        clock.advance(ofMillis(1));
        coordination.after = () -> clock.advance(ofSeconds(4));
        requests.remove(0).run();
        assertThat(requests).isEmpty();
        clock.advance(ofSeconds(1));

        assertThat(requests).hasSize(1);
    }

    @Test
    @Tag("E-42")
    void hintsDoNotDelayTheSnapshotsOfABusyExecutor() {
        MembershipWatch watch = builder()
                .hintChannel("members")
                .requestExecutor(task -> scheduler.schedule(task, 1_500, MILLISECONDS))
                .start();
        clock.advance(ofSeconds(5));
        register("a");
        for (int second = 0; second < 60; second++) {
            handle.pubSub().publish("members", new byte[0]);
            settle();
            clock.advance(ofSeconds(1));
            assertThat(watch.age().orElseThrow()).isLessThanOrEqualTo(ofMillis(6_500));
        }

        assertThat(told).containsExactly("joined a{}", "left a{}");
    }

    @Test
    @Tag("E-43")
    void whatTheListenerThrowsChangesNothing() {
        register("a");
        register("b");
        then = () -> {
            throw new IOException("listener");
        };
        started();
        cluster.deregister("a");
        clock.advance(ofSeconds(5));

        assertThat(told).containsExactly("joined a{}", "joined b{}", "left a{}");
        assertThat(errors).hasSize(3).allMatch(thrown -> "listener".equals(thrown.getMessage()));
    }

    @Test
    @Tag("E-43")
    void anInterruptThatTheListenerLeavesBehindIsNotSeenByItsNextCall() {
        List<Boolean> interrupted = new ArrayList<>();
        register("a");
        register("b");
        then = () -> {
            interrupted.add(Thread.currentThread().isInterrupted());
            throw new InterruptedException("listener");
        };
        started();

        assertThat(Thread.interrupted()).as("the thread of the executor").isTrue();
        assertThat(interrupted).containsExactly(false, false);
    }

    @Test
    @Tag("E-43")
    void anErrorOfTheListenerLosesNoCall() {
        register("a");
        register("b");
        then = () -> {
            then = () -> {};
            throw new AssertionError("listener");
        };
        builder().start();
        clock.advance(ofMillis(1));

        assertThat(told).containsExactly("joined a{}", "joined b{}");
        assertThat(errors).hasSize(1);
    }

    @Test
    @Tag("E-43")
    void aListenerThatBlocksDelaysNeitherHeartbeatsNorSnapshots() {
        CountDownLatch blocks = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        then = () -> {
            blocks.countDown();
            await(returns);
        };
        Member member = Member.builder(handle, "a", scheduler).clock(clock).start();
        MembershipWatch watch = builder().callbackExecutor(threads).start();
        clock.advance(ofMillis(1));
        await(blocks);
        clock.advance(ofSeconds(60));
        register("b");
        clock.advance(ofSeconds(5));

        assertThat(watch.members()).containsOnlyKeys(member.nodeId(), "b");
        assertThat(told).hasSize(1);
        returns.countDown();
        watch.close();
    }

    @Test
    @Tag("E-43")
    void closingWaitsForTheListener() {
        CountDownLatch blocks = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        then = () -> {
            blocks.countDown();
            await(returns);
        };
        register("a");
        register("b");
        MembershipWatch watch = builder().callbackExecutor(threads).start();
        clock.advance(ofMillis(1));
        await(blocks);
        Thread closing = new Thread(watch::close);
        closing.start();
        awaitWaiting(closing);
        returns.countDown();
        await(() -> !closing.isAlive());
        clock.advance(ofSeconds(60));

        assertThat(told).containsExactly("joined a{}");
        assertThat(coordination.calls).containsExactly("members");
    }

    @Test
    @Tag("E-43")
    void closingWaitsForARequestWhoseReplyIsThenDropped() {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        register("a");
        coordination.before = () -> {
            hangs.countDown();
            await(returns);
        };
        MembershipWatch watch = builder().requestExecutor(threads).start();
        clock.advance(ofMillis(1));
        await(hangs);
        Thread closing = new Thread(watch::close);
        closing.start();
        awaitWaiting(closing);
        returns.countDown();
        await(() -> !closing.isAlive());
        clock.advance(ofSeconds(60));

        assertThat(told).isEmpty();
        assertThat(coordination.calls).containsExactly("members");
    }

    @Test
    @Tag("E-43")
    void aListenerCanClose() {
        AtomicReference<MembershipWatch> watch = new AtomicReference<>();
        register("a");
        register("b");
        then = () -> watch.get().close();
        watch.set(builder().hintChannel("members").start());
        clock.advance(ofSeconds(60));

        assertThat(told).containsExactly("joined a{}");
        assertThat(handle.pubSub().publish("members", new byte[0])).isZero();
    }

    @Test
    @Tag("E-43")
    void closingWhileItsThreadSubscribesEndsTheHints() {
        AtomicReference<MembershipWatch> watch = new AtomicReference<>();
        coordination.before = () -> watch.get().close();
        watch.set(builder().hintChannel("members").start());
        clock.advance(ofSeconds(60));

        assertThat(coordination.calls).containsExactly("subscribe");
        assertThat(handle.pubSub().publish("members", new byte[0]))
                .as("subscriptions")
                .isZero();
    }

    @Test
    @Tag("E-43")
    void closingTellsNobodyToHaveLeft() {
        register("a");
        MembershipWatch watch = started();
        watch.close();
        watch.close();
        register("b");
        clock.advance(ofSeconds(60));

        assertThat(told).containsExactly("joined a{}");
    }

    @Test
    @Tag("E-43")
    void aCallbackThatItsExecutorRejectsIsStillMade() {
        register("a");
        builder()
                .callbackExecutor(task -> {
                    throw new RejectedExecutionException("full");
                })
                .start();
        clock.advance(ofMillis(1));

        assertThat(told).containsExactly("joined a{}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-44")
    void nobodyIsToldToHaveLeftWhileTheBackendIsUnavailable(boolean isUnavailable) {
        cluster.register("a", Map.of(), ofSeconds(3_600));
        MembershipWatch watch = started();
        assertThat(watch.age()).contains(ofMillis(1));
        coordination.before = () -> {
            throw isUnavailable ? unavailable() : new IllegalStateException("unexpected");
        };
        clock.advance(ofSeconds(59));
        assertThat(told).containsExactly("joined a{}");
        assertThat(watch.members()).containsOnlyKeys("a");
        assertThat(watch.age()).contains(ofMillis(59_001));
        assertThat(errors).hasSize(11);
        cluster.deregister("a");
        coordination.before = () -> {};
        clock.advance(ofSeconds(1));

        assertThat(told).containsExactly("joined a{}", "left a{}");
        assertThat(watch.age()).contains(ofMillis(1));
    }

    @Test
    @Tag("E-44")
    void thereIsNoAgeBeforeTheFirstReply() {
        coordination.before = () -> {
            throw unavailable();
        };

        assertThat(started().age()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "P36501D"})
    void anIntervalThatIsNotPositiveOrTooLongIsRefused(Duration interval) {
        assertThatThrownBy(() -> builder().interval(interval).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("interval");
    }

    @Test
    @Tag("E-42")
    void theShortestIntervalIsOneNanosecond() {
        builder().interval(Duration.ofNanos(1)).start();
        clock.advance(Duration.ofNanos(10));

        assertThat(coordination.calls).hasSize(11).containsOnly("members");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSchedulerThatIsShutDownRefusesANewWatch(boolean hints) {
        scheduler.shutdown();
        MembershipWatchBuilder builder = hints ? builder().hintChannel("members") : builder();

        assertThatThrownBy(builder::start).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aSchedulerThatIsShutDownDuringTheStartLeavesNoSubscription() {
        ScheduledExecutorService shutDownMeanwhile = (ScheduledExecutorService) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ScheduledExecutorService.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("schedule")) {
                        return method.invoke(scheduler, arguments);
                    }
                    if (told.contains("timer")) {
                        throw new RejectedExecutionException("shut down");
                    }
                    told.add("timer");
                    return method.invoke(scheduler, arguments);
                });
        MembershipWatchBuilder builder = MembershipWatch.builder(coordination, new Recorder(), shutDownMeanwhile)
                .clock(clock)
                .hintChannel("members");

        assertThatThrownBy(builder::start).isInstanceOf(RejectedExecutionException.class);
        clock.advance(ofSeconds(60));
        assertThat(told).containsExactly("timer");
        assertThat(coordination.calls).isEmpty();
    }
}
