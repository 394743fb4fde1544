// SPDX-License-Identifier: Apache-2.0
package dev.coordination.shedlock;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.junit.Node;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.DefaultLockingTaskExecutor;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockExtender;
import net.javacrumbs.shedlock.core.LockingTaskExecutor;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.support.KeepAliveLockProvider;
import net.javacrumbs.shedlock.support.LockException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what ShedLock requires of a provider, on a fake clock and two nodes. ShedLock does not publish its own tests of that. */
@CoordinationTest
class CoordinationLockProviderTest {

    private final FakeClock clock;
    private final DistributedCoordination coordination;
    private final CoordinationLockProvider a;
    private final CoordinationLockProvider b;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    CoordinationLockProviderTest(
            FakeClock clock, @Node("a") DistributedCoordination ofA, @Node("b") DistributedCoordination ofB) {
        this.clock = clock;
        this.coordination = ofA;
        this.a = new CoordinationLockProvider(ofA, clock);
        this.b = new CoordinationLockProvider(ofB, clock);
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private static LockConfiguration configuration(String name, Duration atMost, Duration atLeast) {
        return new LockConfiguration(Instant.EPOCH, name, atMost, atLeast); // The time of creation does not matter.
    }

    private static LockConfiguration report(Duration atMost, Duration atLeast) {
        return configuration("report", atMost, atLeast);
    }

    private static final LockConfiguration REPORT = report(ofSeconds(30), ZERO);

    private static SimpleLock lock(CoordinationLockProvider node, LockConfiguration configuration) {
        return node.lock(configuration).orElseThrow();
    }

    private boolean isLocked() {
        return coordination.leaderElection().currentLeader("shedlock:report").isPresent();
    }

    // ---- lock and unlock

    @Test
    void aLockIsHeldUntilItIsUnlocked() {
        SimpleLock lock = lock(a, REPORT);
        assertThat(isLocked()).isTrue();
        lock.unlock();

        assertThat(isLocked()).isFalse();
    }

    @Test
    void aLockThatIsHeldIsRefusedToEveryNode() {
        lock(a, REPORT);

        assertThat(a.lock(REPORT)).isEmpty();
        assertThat(b.lock(REPORT)).isEmpty();
    }

    @Test
    void locksWithDifferentNamesAreIndependent() {
        lock(a, REPORT);

        assertThat(b.lock(configuration("other", ofSeconds(30), ZERO))).isPresent();
    }

    @Test
    void aLockIsFreeForEveryNodeAsSoonAsItIsUnlocked() {
        for (int i = 0; i < 10; i++) {
            SimpleLock lock = lock(i % 2 == 0 ? a : b, REPORT);
            assertThat(a.lock(REPORT)).isEmpty();
            lock.unlock();
        }
        assertThat(isLocked()).isFalse();
    }

    @Test
    void aLockCanBeUnlockedOnlyOnce() {
        SimpleLock lock = lock(a, REPORT);
        lock.unlock();

        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLockDoesNotCollideWithAnElectionOfItsName() {
        assertThat(coordination.leaderElection().tryAcquire("report", "leader", ofSeconds(30)))
                .isPresent();

        assertThat(a.lock(REPORT)).isPresent();
    }

    // ---- at most

    @ParameterizedTest
    @ValueSource(longs = {1, 50, 30_000, 86_400_000})
    void aLockThatIsNotUnlockedIsHeldForLockAtMostFor(long millis) {
        lock(a, report(ofMillis(millis), ZERO));

        clock.advance(ofMillis(millis).minusNanos(1));
        assertThat(b.lock(REPORT)).isEmpty();
        clock.advance(ofNanos(1));
        assertThat(b.lock(REPORT)).isPresent();
    }

    @Test
    void aLockThatHasExpiredIsNeitherUnlockedNorKeptByItsFormerOwner() {
        SimpleLock ofA = lock(a, report(ofSeconds(30), ofSeconds(30)));
        SimpleLock quick = lock(a, configuration("quick", ofSeconds(30), ZERO));
        clock.advance(ofSeconds(30));
        lock(b, REPORT);
        lock(b, configuration("quick", ofSeconds(30), ZERO));
        ofA.unlock();
        quick.unlock();

        assertThat(a.lock(REPORT)).isEmpty();
        assertThat(a.lock(configuration("quick", ofSeconds(30), ZERO))).isEmpty();
        clock.advance(ofSeconds(30));
        assertThat(isLocked()).isFalse();
    }

    @Test
    void lockAtMostForMustBeATtl() {
        assertThatThrownBy(() -> a.lock(report(ZERO, ZERO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lockAtMostFor must be positive");
        SimpleLock lock = lock(a, REPORT);
        assertThatThrownBy(() -> lock.extend(ZERO, ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lockAtMostFor must be positive");
    }

    @Test
    void aNameMayBeAsLongAsThatOfAnElectionLessThePrefix() {
        String longest = "n".repeat(64 * 1024 - "shedlock:".length());
        assertThat(a.lock(configuration(longest, ofNanos(1), ofNanos(1)))).isPresent();

        assertThatThrownBy(() -> a.lock(configuration(longest + "n", ofSeconds(30), ZERO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("election");
    }

    // ---- at least

    @ParameterizedTest
    @CsvSource({"2000, 0", "2000, 1999", "30000, 1", "1, 0"})
    void aLockThatIsUnlockedIsHeldForLockAtLeastFor(long atLeast, long after) {
        SimpleLock lock = lock(a, report(ofSeconds(30), ofMillis(atLeast)));
        clock.advance(ofMillis(after));
        lock.unlock();

        clock.advance(ofMillis(atLeast - after).minusNanos(1));
        assertThat(a.lock(REPORT)).isEmpty();
        assertThat(b.lock(REPORT)).isEmpty();
        clock.advance(ofNanos(1));
        assertThat(b.lock(REPORT)).isPresent();
    }

    @Test
    void aLockThatIsUnlockedAfterLockAtLeastForIsFreeAtOnce() {
        SimpleLock lock = lock(a, report(ofSeconds(30), ofSeconds(2)));
        clock.advance(ofSeconds(2));
        lock.unlock();

        assertThat(isLocked()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"PT10M, PT1M, PT-1H", "PT10M, PT1M, PT-0.000000001S", "PT876000H, PT876000H, PT-0.001S"})
    void aClockThatIsSetBackKeepsALockForLockAtLeastForAfterItIsUnlocked(
            Duration atMost, Duration atLeast, Duration set) {
        List<Duration> deviation = new ArrayList<>(List.of(ZERO));
        CoordinationLockProvider provider =
                new CoordinationLockProvider(coordination, () -> clock.instant().plus(deviation.get(0)));
        SimpleLock lock = lock(provider, report(atMost, atLeast));
        deviation.set(0, set);
        lock.unlock();

        clock.advance(atLeast.minusNanos(1));
        assertThat(isLocked()).isTrue();
        clock.advance(ofNanos(1));
        assertThat(isLocked()).isFalse();
    }

    @Test
    void aClockThatIsSetForwardFreesALockWhenItIsUnlocked() {
        List<Duration> deviation = new ArrayList<>(List.of(ZERO));
        CoordinationLockProvider provider =
                new CoordinationLockProvider(coordination, () -> clock.instant().plus(deviation.get(0)));
        SimpleLock lock = lock(provider, report(ofMinutes(10), ofMinutes(1)));
        deviation.set(0, ofMinutes(1));
        lock.unlock();

        assertThat(isLocked()).isFalse();
    }

    // ---- extension

    @Test
    void anExtendedLockIsHeldForItsNewTime() {
        SimpleLock lock = lock(a, REPORT);
        clock.advance(ofSeconds(29));
        SimpleLock extended = lock.extend(ofSeconds(10), ZERO).orElseThrow();

        clock.advance(ofSeconds(10).minusNanos(1));
        assertThat(b.lock(REPORT)).isEmpty();
        extended.unlock();
        assertThat(isLocked()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 10_000, 86_400_000})
    void anExtendedLockThatIsNotUnlockedExpiresAfterItsNewTime(long millis) {
        SimpleLock lock = lock(a, REPORT);
        lock.extend(ofMillis(millis), ZERO).orElseThrow();

        clock.advance(ofMillis(millis).minusNanos(1));
        assertThat(isLocked()).isTrue();
        clock.advance(ofNanos(1));
        assertThat(isLocked()).isFalse();
    }

    @Test
    void aLockCanBeExtendedAgainAndAgain() {
        SimpleLock lock = lock(a, REPORT);
        for (int i = 0; i < 10; i++) {
            clock.advance(ofSeconds(29));
            lock = lock.extend(ofSeconds(30), ZERO).orElseThrow();
        }
        assertThat(isLocked()).isTrue();
        lock.unlock();

        assertThat(isLocked()).isFalse();
    }

    @Test
    void extendingALockAlsoSetsForHowLongItIsHeldAtLeast() {
        SimpleLock lock = lock(a, REPORT);
        clock.advance(ofSeconds(20));
        lock.extend(ofSeconds(10), ofSeconds(9)).orElseThrow().unlock();

        clock.advance(ofSeconds(9).minusNanos(1));
        assertThat(isLocked()).isTrue();
        clock.advance(ofNanos(1));
        assertThat(isLocked()).isFalse();
    }

    @Test
    void aLockThatHasExpiredIsNotExtended() {
        SimpleLock lock = lock(a, REPORT);
        clock.advance(ofSeconds(30));

        assertThat(lock.extend(ofSeconds(10), ZERO)).isEmpty();
        assertThat(isLocked()).isFalse();
    }

    @Test
    void aLockThatAnotherNodeHasTakenIsNotExtended() {
        SimpleLock lock = lock(a, REPORT);
        clock.advance(ofSeconds(30));
        lock(b, REPORT);

        assertThat(lock.extend(ofMinutes(10), ZERO)).isEmpty();
        clock.advance(ofSeconds(30));
        assertThat(isLocked()).isFalse();
    }

    @Test
    void aLockThatWasExtendedOrUnlockedIsNoLongerUsable() {
        SimpleLock lock = lock(a, REPORT);
        SimpleLock extended = lock.extend(ofSeconds(10), ZERO).orElseThrow();

        assertThatThrownBy(() -> lock.extend(ofSeconds(10), ZERO)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalStateException.class);
        assertThat(isLocked()).isTrue();
        extended.unlock();
        assertThatThrownBy(() -> extended.extend(ofSeconds(10), ZERO)).isInstanceOf(IllegalStateException.class);
    }

    // ---- with the other parts of ShedLock

    @Test
    void aTaskCanExtendItsLock() {
        LockingTaskExecutor executor = new DefaultLockingTaskExecutor(a);
        executor.executeWithLock(
                (Runnable) () -> {
                    clock.advance(ofSeconds(29));
                    LockExtender.extendActiveLock(ofSeconds(30), ZERO);
                    clock.advance(ofSeconds(29));
                    assertThat(isLocked()).isTrue();
                },
                REPORT);

        assertThat(isLocked()).isFalse();
    }

    @Test
    void aTaskWhoseLockHasExpiredCannotExtendIt() {
        LockingTaskExecutor executor = new DefaultLockingTaskExecutor(a);
        List<String> told = new ArrayList<>();

        assertThatThrownBy(() -> executor.executeWithLock(
                        (Runnable) () -> {
                            clock.advance(ofSeconds(30));
                            assertThatThrownBy(() -> LockExtender.extendActiveLock(ofSeconds(30), ZERO))
                                    .isInstanceOf(LockExtender.LockCanNotBeExtendedException.class);
                            assertThat(a.fencingToken("report")).isEmpty();
                            told.add("not extended");
                        },
                        REPORT))
                .isInstanceOf(IllegalStateException.class); // ShedLock refuses to unlock it after that.
        assertThat(told).containsExactly("not extended");
    }

    @Test
    void aLockIsKeptAlive(ScheduledExecutorService scheduler) {
        LockingTaskExecutor executor = new DefaultLockingTaskExecutor(new KeepAliveLockProvider(a, scheduler));
        executor.executeWithLock(
                (Runnable) () -> {
                    clock.advance(ofMinutes(10));
                    assertThat(b.lock(REPORT)).isEmpty();
                },
                new LockConfiguration(Instant.now(), "report", ofSeconds(30), ZERO));

        assertThat(isLocked()).isFalse();
    }

    @Test
    void noTwoThreadsOrNodesExecuteATaskAtTheSameTime() throws Exception {
        int[] counter = {0}; // Neither atomic nor guarded by anything but the lock.
        int executions = 500;
        List<Future<?>> running = new ArrayList<>();
        for (CoordinationLockProvider node : List.of(a, b, a, b)) {
            LockingTaskExecutor executor = new DefaultLockingTaskExecutor(node);
            running.add(threads.submit(() -> {
                int[] done = {0};
                while (done[0] < executions) {
                    executor.executeWithLock(
                            (Runnable) () -> {
                                int before = counter[0];
                                Thread.yield();
                                counter[0] = before + 1;
                                done[0]++;
                            },
                            REPORT);
                }
            }));
        }
        for (Future<?> thread : running) {
            thread.get(60, SECONDS);
        }

        assertThat(counter[0]).isEqualTo(4 * executions);
    }

    // ---- fencing

    @Test
    void aTaskKnowsTheFencingTokenOfItsLock() {
        LockingTaskExecutor executor = new DefaultLockingTaskExecutor(a);
        List<Long> tokens = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            executor.executeWithLock(
                    (Runnable) () -> {
                        tokens.add(a.fencingToken("report").orElseThrow());
                        assertThat(coordination.leaderElection().currentLeader("shedlock:report"))
                                .map(Leadership::fencingToken)
                                .contains(tokens.get(tokens.size() - 1));
                    },
                    REPORT);
        }

        assertThat(tokens).hasSize(2).isSorted().doesNotHaveDuplicates();
        assertThat(a.fencingToken("report")).isEmpty();
    }

    @Test
    void theTokenOfALockStaysTheSameWhenItIsExtended() {
        SimpleLock lock = lock(a, REPORT);
        OptionalLong token = a.fencingToken("report");
        SimpleLock extended = lock.extend(ofSeconds(10), ZERO).orElseThrow();
        assertThat(a.fencingToken("report")).isPresent().isEqualTo(token);
        extended.unlock();

        assertThat(a.fencingToken("report")).isEmpty();
    }

    @Test
    void aThreadThatHasLostItsLockDoesNotGetTheTokenOfItsSuccessor() throws Exception {
        lock(a, REPORT);
        OptionalLong token = a.fencingToken("report");
        clock.advance(ofSeconds(30));
        OptionalLong ofSuccessor = threads.submit(() -> {
                    lock(a, REPORT);
                    return a.fencingToken("report");
                })
                .get(10, SECONDS);

        assertThat(ofSuccessor.getAsLong()).isGreaterThan(token.getAsLong());
        assertThat(a.fencingToken("report")).isEqualTo(token);
    }

    @Test
    void eachLockOfAThreadHasATokenOfItsOwn() {
        // The next token of "other" differs from that of "report".
        lock(b, configuration("other", ofSeconds(30), ZERO)).unlock();
        lock(a, REPORT);
        lock(a, configuration("other", ofSeconds(30), ZERO));

        assertThat(List.of("report", "other"))
                .allSatisfy(name -> assertThat(a.fencingToken(name).getAsLong())
                        .isEqualTo(coordination
                                .leaderElection()
                                .currentLeader("shedlock:" + name)
                                .orElseThrow()
                                .fencingToken()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unlock", "extend"})
    void whatBecomesOfALostLockDoesNotChangeTheTokenOfItsSuccessorOnTheSameThread(String call) {
        SimpleLock lost = lock(a, REPORT);
        clock.advance(ofSeconds(30));
        lock(a, REPORT);
        OptionalLong token = a.fencingToken("report");
        if (call.equals("unlock")) {
            lost.unlock();
        } else {
            assertThat(lost.extend(ofSeconds(10), ZERO)).isEmpty();
        }

        assertThat(a.fencingToken("report")).isPresent().isEqualTo(token);
    }

    @Test
    void aLockMayBeUnlockedOnAnotherThread() throws Exception {
        SimpleLock lock = lock(a, REPORT);
        threads.submit(lock::unlock).get(10, SECONDS);

        assertThat(isLocked()).isFalse();
        assertThat(a.fencingToken("report")).isEmpty();
    }

    // ---- an unavailable backend

    @Test
    void lockingTellsThatTheBackendIsUnavailable() {
        CoordinationLockProvider provider =
                new CoordinationLockProvider(new MemoryHarness().connectUnreachable(), clock);

        assertThatThrownBy(() -> provider.lock(REPORT))
                .isInstanceOf(LockException.class)
                .hasMessage("Cannot lock \"report\"")
                .hasCauseInstanceOf(CoordinationUnavailableException.class);
    }

    @Test
    void unlockingAndExtendingTellThatTheCoordinationIsClosed(MemoryBackend backend) {
        DistributedCoordination closed = backend.connect();
        CoordinationLockProvider provider = new CoordinationLockProvider(closed, clock);
        SimpleLock lock = lock(provider, REPORT);
        closed.close();

        assertThatThrownBy(() -> lock.extend(ofSeconds(10), ZERO))
                .isInstanceOf(LockException.class)
                .hasMessage("Cannot extend \"report\"");
        assertThatThrownBy(lock::unlock).isInstanceOf(LockException.class).hasMessage("Cannot unlock \"report\"");
        assertThat(provider.fencingToken("report")).isEmpty();
    }

    @Test
    void theClockOfShedLockIsTheDefault() {
        CoordinationLockProvider provider = new CoordinationLockProvider(coordination);
        SimpleLock lock = lock(provider, report(ofMinutes(10), ofMinutes(10)));
        clock.advance(
                ofMinutes(10).minusNanos(1)); // The system clock does not move as far, so the lock is held longer.
        Optional<SimpleLock> extended = lock.extend(ofMinutes(10), ofMinutes(10));
        assertThatCode(extended.orElseThrow()::unlock).doesNotThrowAnyException();

        assertThat(isLocked()).isTrue();
    }

    @Test
    void lockAtLeastForPassesOnTheClockOfShedLock() {
        SimpleLock lock = lock(new CoordinationLockProvider(coordination), report(ofMinutes(10), ofMillis(1)));
        Instant end = ClockProvider.now().plusMillis(1);
        while (ClockProvider.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        lock.unlock();

        assertThat(isLocked()).isFalse();
    }
}
