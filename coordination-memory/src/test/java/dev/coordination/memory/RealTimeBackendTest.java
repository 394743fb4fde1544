// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.coordination.CoordinationClosedException;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.Message;
import dev.coordination.Subscription;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests a backend in real time. The test supplies the nanoseconds, so the results do not depend on how long anything takes. */
class RealTimeBackendTest {

    private static final byte[] X = "x".getBytes(UTF_8);

    private final AtomicLong nanoTime = new AtomicLong(System.nanoTime());
    private final MemoryBackend backend = MemoryBackend.builder()
            .time(new RealTime(nanoTime::get, BackgroundReaper::daemon))
            .build();
    private final DistributedCoordination a = backend.connect();
    private final DistributedCoordination b = backend.connect();

    @AfterEach
    void close() {
        backend.close();
    }

    private void pass(Duration duration) {
        nanoTime.addAndGet(duration.toNanos());
    }

    private static Thread awaitTimedWait(FutureTask<?> call) {
        Thread thread = new Thread(call);
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            assertThat(call.isDone()).as("the call waits").isFalse();
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void keysLeasesAndMembersExpireByThemselves() {
        a.cache().set("k", X, ofMillis(300));
        a.leaderElection().tryAcquire("e", "n", ofMillis(300));
        a.clusterMembership().register("n", Map.of(), ofMillis(300));

        pass(ofMillis(300).minusNanos(1));
        assertThat(b.cache().exists("k")).isTrue();
        assertThat(b.cache().ttl("k")).contains(ofMillis(1));
        assertThat(b.leaderElection().currentLeader("e")).isPresent();
        assertThat(b.clusterMembership().activeNodes()).containsExactly("n");

        pass(ofNanos(1));
        assertThat(b.cache().exists("k")).isFalse();
        assertThat(b.cache().ttl("k")).isEmpty();
        assertThat(b.leaderElection().currentLeader("e")).isEmpty();
        assertThat(b.clusterMembership().activeNodes()).isEmpty();
    }

    @Test
    void theSuccessorOfADeadLeaderHasALargerToken() {
        LeaderElection elections = a.leaderElection();
        Leadership dead = elections.tryAcquire("e", "a", ofSeconds(1)).orElseThrow();
        pass(ofMillis(999));
        assertThat(b.leaderElection().tryAcquire("e", "b", ofSeconds(1))).isEmpty();

        pass(ofMillis(1));
        Optional<Leadership> next = b.leaderElection().tryAcquire("e", "b", ofSeconds(1));

        assertThat(next).isPresent();
        assertThat(next.orElseThrow().fencingToken()).isGreaterThan(dead.fencingToken());
        assertThat(elections.renew(dead, ofSeconds(1))).isFalse();
    }

    @Test
    void aMemberStaysActiveWhileItSendsHeartbeats() {
        a.clusterMembership().register("n", Map.of(), ofSeconds(1));
        for (int i = 0; i < 10; i++) {
            pass(ofMillis(999));
            assertThat(a.clusterMembership().heartbeat("n", ofSeconds(1))).isTrue();
        }

        pass(ofSeconds(1));

        assertThat(a.clusterMembership().heartbeat("n", ofSeconds(1))).isFalse();
        assertThat(b.clusterMembership().activeNodes()).isEmpty();
    }

    static Stream<Duration> longTimeouts() {
        return Stream.of(ofSeconds(100), ofNanos(Long.MAX_VALUE), ofSeconds(Long.MAX_VALUE, 999_999_999));
    }

    @ParameterizedTest
    @MethodSource("longTimeouts")
    void aMessageEndsALongWait(Duration timeout) throws Exception {
        Subscription subscription = b.pubSub().subscribe("c");
        FutureTask<Optional<Message>> next = new FutureTask<>(() -> subscription.next(timeout));
        awaitTimedWait(next);

        a.pubSub().publish("c", X);

        assertThat(next.get(10, SECONDS)).map(Message::text).contains("x");
    }

    static Stream<Duration> timeoutsOfZeroOrLess() {
        return Stream.of(Duration.ZERO, ofNanos(-1), ofSeconds(Long.MIN_VALUE));
    }

    @ParameterizedTest
    @MethodSource("timeoutsOfZeroOrLess")
    void aTimeoutOfZeroOrLessDoesNotWait(Duration timeout) throws Exception {
        Subscription subscription = b.pubSub().subscribe("c");
        assertThat(subscription.next(timeout)).isEmpty();

        a.pubSub().publish("c", X);

        assertThat(subscription.next(timeout)).map(Message::text).contains("x");
    }

    @ParameterizedTest
    @MethodSource("longTimeouts")
    void closingWakesWaiters(Duration timeout) {
        Subscription subscription = b.pubSub().subscribe("c");
        FutureTask<Optional<Message>> next = new FutureTask<>(() -> subscription.next(timeout));
        awaitTimedWait(next);

        backend.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> next.get(10, SECONDS))
                .withCauseInstanceOf(CoordinationClosedException.class);
    }

    @Test
    void hasNoClockToMove() {
        try (MemoryBackend real = MemoryBackend.inRealTime()) {
            assertThatIllegalStateException()
                    .isThrownBy(real::clock)
                    .withMessage("this backend is in real time and has no clock to move: in tests use"
                            + " MemoryBackend.create(), or MemoryBackend.builder() with clock(...)");
            assertThat(real).hasToString("in-memory backend in real time");
        }
    }

    @Test
    void theLaterCallToClockOrRealTimeWins() {
        FakeClock clock = FakeClock.create();

        try (MemoryBackend fake =
                        MemoryBackend.builder().realTime().clock(clock).build();
                MemoryBackend real =
                        MemoryBackend.builder().clock(clock).realTime().build()) {
            assertThat(fake.clock()).isSameAs(clock);
            assertThatIllegalStateException().isThrownBy(real::clock);
        }
    }

    /** Uses {@link System#nanoTime}, as applications do. */
    @Test
    void entriesExpireAndWaitsEndInRealTime() throws Exception {
        try (DistributedCoordination coordination = MemoryCoordination.create()) {
            Subscription subscription = coordination.pubSub().subscribe("c");
            coordination.cache().set("k", X, ofMillis(1));
            coordination.cache().set("stays", X, ofSeconds(100));

            assertThat(subscription.next(ofMillis(20))).isEmpty();

            assertThat(coordination.cache().exists("k")).isFalse();
            assertThat(coordination.cache().exists("stays")).isTrue();
        }
    }

    @Test
    void memoryCoordinationHasAllAreas() {
        try (DistributedCoordination coordination = MemoryCoordination.create()) {
            Leadership term = coordination
                    .leaderElection()
                    .tryAcquire("nightly", "a", ofSeconds(100))
                    .orElseThrow();
            coordination.clusterMembership().register("a", Map.of(), ofSeconds(100));

            assertThat(coordination.leaderElection().currentLeader("nightly")).contains(term);
            assertThat(coordination.clusterMembership().activeNodes()).containsExactly("a");
        }
    }

    @Test
    void memoryCoordinationOwnsItsBackend() {
        DistributedCoordination coordination = MemoryCoordination.create();
        DistributedCoordination other = MemoryCoordination.create();
        coordination.cache().set("k", X);
        Subscription subscription = coordination.pubSub().subscribe("c");
        assertThat(other.cache().exists("k")).as("another backend").isFalse();

        coordination.close();
        coordination.close();

        assertThatExceptionOfType(CoordinationClosedException.class)
                .isThrownBy(() -> coordination.cache().get("k"));
        assertThatExceptionOfType(CoordinationClosedException.class).isThrownBy(subscription::poll);
        assertThat(other.cache().exists("k")).isFalse();
        assertThat(coordination).hasToString("in-memory coordination in real time");
        other.close();
    }
}
