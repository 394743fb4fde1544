// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spring.integration;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationClosedException;
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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.integration.support.locks.LockRegistry;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;

/** Tests the registry on a fake clock, and on two nodes. A lock expires after 60 s. */
@CoordinationTest
class CoordinationLockRegistryTest {

    private final FakeClock clock;
    private final DistributedCoordination coordination;
    private final CoordinationLockRegistry a;
    private final CoordinationLockRegistry b;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    CoordinationLockRegistryTest(
            FakeClock clock, @Node("a") DistributedCoordination ofA, @Node("b") DistributedCoordination ofB) {
        this.clock = clock;
        this.coordination = ofA;
        this.a = registry(ofA);
        this.b = registry(ofB);
    }

    private CoordinationLockRegistry registry(DistributedCoordination of) {
        CoordinationLockRegistry registry = new CoordinationLockRegistry(of, "orders");
        registry.setTime(clock, clock::sleep);
        return registry;
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private boolean isFree() {
        return coordination.leaderElection().currentLeader("orders:17").isEmpty();
    }

    private <T> T onAnotherThread(Callable<T> call) throws Exception {
        return threads.submit(call).get(10, SECONDS);
    }

    private boolean isFreeForAnotherThread() throws Exception {
        return onAnotherThread(() -> {
            Lock lock = a.obtain("17");
            boolean free = lock.tryLock();
            if (free) {
                lock.unlock();
            }
            return free;
        });
    }

    // ---- lock and unlock

    @Test
    void aLockIsHeldUntilItIsUnlocked() throws Exception {
        Lock lock = a.obtain("17");
        lock.lock();
        assertThat(isFree()).isFalse();
        assertThat(isFreeForAnotherThread()).isFalse();
        assertThat(b.obtain("17").tryLock()).isFalse();
        lock.unlock();

        assertThat(isFree()).isTrue();
        assertThat(isFreeForAnotherThread()).isTrue();
    }

    @Test
    void locksWithDifferentKeysOrOfDifferentRegistriesAreIndependent() throws Exception {
        a.obtain("17").lock();

        assertThat(onAnotherThread(() -> a.obtain("18").tryLock())).isTrue();
        assertThat(new CoordinationLockRegistry(coordination, "invoices")
                        .obtain("17")
                        .tryLock())
                .isTrue();
    }

    @Test
    void everyLockWithTheSameKeyIsAsGoodAsAnother() {
        a.obtain("17").lock();
        assertThat(a.obtain("17"))
                .isEqualTo(a.obtain("17"))
                .isNotEqualTo(a.obtain("18"))
                .isNotEqualTo(b.obtain("17"));
        a.obtain("17").unlock();

        assertThat(isFree()).isTrue();
    }

    @Test
    void theDefaultMethodsOfTheInterfaceHoldTheLock() throws Exception {
        LockRegistry registry = a;
        registry.executeLocked("17", () -> assertThat(isFreeForAnotherThread()).isFalse());
        assertThat(isFree()).isTrue();
        b.obtain("17").lock();

        assertThatThrownBy(() -> clock.during(ofSeconds(5), () -> {
                    registry.executeLocked("17", ofSeconds(5), () -> {
                        throw new AssertionError("not locked");
                    });
                    return null;
                }))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void onlyTheThreadThatHoldsALockCanUnlockIt() throws Exception {
        Lock lock = a.obtain("17");
        lock.lock();

        assertThatThrownBy(() -> onAnotherThread(() -> {
                    lock.unlock();
                    return null;
                }))
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasStackTraceContaining("This thread does not hold the lock \"orders:17\"");
        assertThat(isFree()).isFalse();
        lock.unlock();
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noTwoThreadsOrNodesHoldALockAtTheSameTime() throws Exception {
        int[] counter = {0}; // Neither atomic nor guarded by anything but the lock.
        int rounds = 500;
        List<Future<?>> running = new ArrayList<>();
        for (CoordinationLockRegistry node : List.of(a, b, a, b)) {
            node.setTime(clock, duration -> Thread.yield());
            running.add(threads.submit(() -> {
                for (int i = 0; i < rounds; i++) {
                    Lock lock = node.obtain("17");
                    lock.lock();
                    try {
                        int before = counter[0];
                        Thread.yield();
                        counter[0] = before + 1;
                    } finally {
                        lock.unlock();
                    }
                }
            }));
        }
        for (Future<?> thread : running) {
            thread.get(60, SECONDS);
        }

        assertThat(counter[0]).isEqualTo(4 * rounds);
    }

    // ---- reentrancy

    @Test
    void aThreadMustUnlockALockAsOftenAsItHasTakenIt() throws Exception {
        Lock lock = a.obtain("17");
        lock.lock();
        assertThat(lock.tryLock()).isTrue();
        assertThat(lock.tryLock(1, SECONDS)).isTrue();
        lock.lockInterruptibly();
        for (int i = 0; i < 3; i++) {
            lock.unlock();
            assertThat(isFreeForAnotherThread()).isFalse();
        }
        lock.unlock();

        assertThat(isFree()).isTrue();
    }

    @Test
    void aLockOfAnotherRegistryIsNotReentrant() {
        a.obtain("17").lock();

        assertThat(b.obtain("17").tryLock()).isFalse();
    }

    @Test
    void takingALockAgainRenewsIt() {
        Lock lock = a.obtain("17");
        lock.lock();
        clock.advance(ofSeconds(59));
        lock.lock();
        clock.advance(ofSeconds(59));

        assertThat(isFree()).isFalse();
    }

    @Test
    void takingALockAgainThatHasExpiredTellsSo() throws Exception {
        Lock lock = a.obtain("17");
        lock.lock();
        clock.advance(ofSeconds(60));

        assertThatThrownBy(lock::lock).isInstanceOf(ConcurrentModificationException.class);
        assertThatThrownBy(lock::tryLock).isInstanceOf(ConcurrentModificationException.class);
        assertThat(isFree()).isTrue();
        assertThatThrownBy(lock::unlock).isInstanceOf(ConcurrentModificationException.class);
        lock.lock(); // Now it can be taken anew.
        assertThat(isFree()).isFalse();
    }

    // ---- expiry

    @Test
    void aLockExpires() throws Exception {
        Lock lock = a.obtain("17");
        lock.lock();
        clock.advance(ofSeconds(60).minusNanos(1));
        assertThat(isFreeForAnotherThread()).isFalse();
        clock.advance(ofNanos(1));

        assertThat(isFreeForAnotherThread()).isTrue(); // Also in the process of the thread that has stopped.
    }

    @Test
    void unlockingALockThatHasExpiredTellsSoAndChangesNothing() {
        Lock lock = a.obtain("17");
        lock.lock();
        clock.advance(ofSeconds(60));
        assertThat(b.obtain("17").tryLock()).isTrue();

        assertThatThrownBy(lock::unlock)
                .isInstanceOf(ConcurrentModificationException.class)
                .hasMessageContaining("\"orders:17\" has expired");
        assertThat(isFree()).isFalse();
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalStateException.class);
        b.obtain("17").unlock();
        assertThat(isFree()).isTrue();
    }

    @Test
    void theTimeAfterWhichLocksExpireCanBeSet() {
        new CoordinationLockRegistry(coordination, "orders", ofMillis(1))
                .obtain("17")
                .lock();
        assertThat(isFree()).isFalse();
        clock.advance(ofMillis(1));

        assertThat(isFree()).isTrue();
    }

    // ---- waiting

    @ParameterizedTest
    @CsvSource({"0, MILLISECONDS, 0", "-1, DAYS, 0", "1, NANOSECONDS, 0", "250, MILLISECONDS, 250", "5, SECONDS, 5000"})
    void tryLockWaitsAsLongAsItMay(long time, TimeUnit unit, long millis) throws Exception {
        b.obtain("17").lock();
        var start = clock.instant();

        assertThat(clock.during(ofSeconds(10), () -> {
                    boolean taken = a.obtain("17").tryLock(time, unit);
                    assertThat(Duration.between(start, clock.instant()).toMillis())
                            .isEqualTo(millis);
                    return taken;
                }))
                .isFalse();
    }

    @Test
    void tryLockTakesALockThatExpiresWhileItWaits() throws Exception {
        b.obtain("17").lock();

        assertThat(clock.during(ofMinutes(2), () -> a.obtain("17").tryLock(61, SECONDS)))
                .isTrue();
    }

    @Test
    void tryLockCanWaitForEver() throws Exception {
        b.obtain("17").lock();

        assertThat(clock.during(ofMinutes(2), () -> a.obtain("17").tryLock(Long.MAX_VALUE, DAYS)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock", "lockInterruptibly", "tryLock"})
    void aThreadThatWaitsTakesTheLockSoonAfterItIsUnlocked(String method) throws Exception {
        b.obtain("17").lock();
        Future<?> waiting = threads.submit(() -> {
            take(a.obtain("17"), method);
            return null;
        });
        clock.awaitWaiters(1);
        b.obtain("17").unlock();
        clock.advance(ofMillis(100));
        waiting.get(10, SECONDS);

        assertThat(isFree()).isFalse();
    }

    private static void take(Lock lock, String method) throws InterruptedException {
        switch (method) {
            case "lock" -> lock.lock();
            case "lockInterruptibly" -> lock.lockInterruptibly();
            default -> assertThat(lock.tryLock(1, SECONDS)).isTrue();
        }
    }

    @Test
    void theTimeBetweenTwoAttemptsCanBeSet() throws Exception {
        b.obtain("17").lock();
        a.setIdleBetweenTries(ofSeconds(7));
        Future<?> waiting = threads.submit(() -> a.obtain("17").lock());
        clock.awaitWaiters(1);
        b.obtain("17").unlock();
        clock.advance(ofSeconds(7).minusNanos(1));
        assertThat(isFree()).isTrue();
        clock.advance(ofNanos(1));
        waiting.get(10, SECONDS);

        assertThat(isFree()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0})
    void tryLockWithoutTimeToWaitMakesOneAttempt(long time) throws Exception {
        assertThat(a.obtain("17").tryLock(time, DAYS)).isTrue();

        assertThat(b.obtain("17").tryLock(time, DAYS)).isFalse();
    }

    @Test
    void theTimeBetweenTwoAttemptsCanBeForEver() throws Exception {
        List<Duration> waited = new ArrayList<>();
        a.setTime(clock, duration -> {
            waited.add(duration);
            clock.advance(duration);
        });
        a.setIdleBetweenTries(ChronoUnit.FOREVER.getDuration());
        b.obtain("17").lock();
        a.obtain("17").lock();

        assertThat(waited).containsExactly(ofDays(36_500));
    }

    @Test
    void aThreadCanWaitForEverInRealTime() throws Exception {
        CoordinationLockRegistry registry = new CoordinationLockRegistry(coordination, "orders");
        registry.setIdleBetweenTries(ChronoUnit.FOREVER.getDuration());
        b.obtain("17").lock();
        List<Throwable> thrown = new ArrayList<>();
        Thread waits = new Thread(() -> {
            try {
                registry.obtain("17").lockInterruptibly();
            } catch (Exception e) {
                thrown.add(e);
            }
        });
        waits.start();
        while (waits.isAlive() && waits.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        waits.interrupt();
        waits.join();

        assertThat(thrown).hasSize(1).hasOnlyElementsOfType(InterruptedException.class);
    }

    // ---- interrupts

    @ParameterizedTest
    @ValueSource(strings = {"lockInterruptibly", "tryLock"})
    void aThreadThatIsInterruptedBeforeItTakesALockDoesNotTakeIt(String method) throws Exception {
        assertThat(onAnotherThread(() -> {
                    Thread.currentThread().interrupt();
                    try {
                        take(a.obtain("17"), method);
                        return "taken";
                    } catch (InterruptedException e) {
                        return "interrupted " + Thread.currentThread().isInterrupted();
                    }
                }))
                .isEqualTo("interrupted false");
        assertThat(isFree()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lockInterruptibly", "tryLock"})
    void aThreadThatIsInterruptedWhileItWaitsStopsToWait(String method) throws Exception {
        b.obtain("17").lock();
        Future<String> waiting = threads.submit(() -> {
            try {
                take(a.obtain("17"), method);
                return "taken";
            } catch (InterruptedException e) {
                return "interrupted";
            }
        });
        clock.awaitWaiters(1);
        threads.shutdownNow();

        assertThat(waiting.get(10, SECONDS)).isEqualTo("interrupted");
    }

    @Test
    void lockGoesOnWaitingWhenItIsInterruptedAndLeavesTheThreadInterrupted() throws Exception {
        b.obtain("17").lock();
        Future<Boolean> waiting = threads.submit(() -> {
            Thread.currentThread().interrupt();
            a.obtain("17").lock();
            return Thread.currentThread().isInterrupted();
        });
        clock.awaitWaiters(1);
        threads.shutdownNow(); // Interrupts it again.
        b.obtain("17").unlock();
        clock.advance(ofMillis(100));
        clock.advance(ofMillis(100));

        assertThat(waiting.get(10, SECONDS)).isTrue();
        assertThat(isFree()).isFalse();
    }

    @Test
    void lockLeavesAThreadInterruptedThatWasInterruptedBefore() throws Exception {
        assertThat(onAnotherThread(() -> {
                    Thread.currentThread().interrupt();
                    a.obtain("17").lock();
                    return Thread.currentThread().isInterrupted();
                }))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tryLockWithoutATimeIgnoresInterrupts(boolean free) throws Exception {
        if (!free) {
            b.obtain("17").lock();
        }

        assertThat(onAnotherThread(() -> {
                    Thread.currentThread().interrupt();
                    boolean taken = a.obtain("17").tryLock();
                    return taken + " " + Thread.currentThread().isInterrupted();
                }))
                .isEqualTo(free + " true");
    }

    // ---- renewal

    @Test
    void aThreadCanRenewItsLock() {
        a.obtain("17").lock();
        clock.advance(ofSeconds(59));
        a.renewLock("17");
        clock.advance(ofSeconds(60).minusNanos(1));
        assertThat(isFree()).isFalse();
        clock.advance(ofNanos(1));

        assertThat(isFree()).isTrue();
        assertThatThrownBy(() -> a.renewLock("17"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has expired");
    }

    @Test
    void aLockCanBeRenewedForATimeOfItsOwn() {
        a.obtain("17").lock();
        a.renewLock("17", ofMinutes(10));
        clock.advance(ofMinutes(10).minusNanos(1));
        assertThat(isFree()).isFalse();
        clock.advance(ofNanos(1));

        assertThat(isFree()).isTrue();
    }

    @Test
    void takingALockAgainKeepsTheTimeOfItsOwn() {
        Lock lock = a.obtain("17");
        lock.lock();
        a.renewLock("17", ofMinutes(10));
        lock.lock();
        clock.advance(ofMinutes(10).minusNanos(1));

        assertThat(isFree()).isFalse();
    }

    @Test
    void onlyTheThreadThatHoldsALockCanRenewIt() {
        assertThatThrownBy(() -> a.renewLock("17")).isInstanceOf(IllegalStateException.class);
        a.obtain("17").lock();

        assertThatThrownBy(() -> onAnotherThread(() -> {
                    a.renewLock("17");
                    return null;
                }))
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    private void renewing(ScheduledExecutorService scheduler) {
        renewing(a, scheduler);
    }

    private void renewing(CoordinationLockRegistry registry, ScheduledExecutorService scheduler) {
        ConcurrentTaskScheduler taskScheduler = new ConcurrentTaskScheduler(scheduler);
        taskScheduler.setClock(clock);
        registry.setRenewalTaskScheduler(taskScheduler);
    }

    @Test
    void aSchedulerRenewsALockUntilItIsUnlocked(ScheduledExecutorService scheduler) {
        renewing(scheduler);
        Lock lock = a.obtain("17");
        lock.lock();
        clock.advance(ofMinutes(10));
        assertThat(isFree()).isFalse();
        lock.lock();
        lock.unlock();
        clock.advance(ofMinutes(10));
        assertThat(isFree()).isFalse();
        lock.unlock();
        clock.advance(ofMinutes(10));

        assertThat(isFree()).isTrue();
        assertThat(clock.pendingTasks()).isEmpty();
    }

    @Test
    void aLockIsRenewedAfterAThirdOfTheTimeAfterWhichItExpires(ScheduledExecutorService scheduler) {
        renewing(scheduler);
        a.obtain("17").lock();
        clock.advance(ofSeconds(20));
        scheduler.shutdownNow();
        clock.advance(ofSeconds(60).minusNanos(1));
        assertThat(isFree()).isFalse();
        clock.advance(ofNanos(1));

        assertThat(isFree()).isTrue();
    }

    @Test
    void aSchedulerKeepsTheTimeOfALockOfItsOwn(ScheduledExecutorService scheduler) {
        renewing(scheduler);
        a.obtain("17").lock();
        a.renewLock("17", ofMinutes(10));
        clock.advance(ofSeconds(20));
        scheduler.shutdownNow();
        clock.advance(ofMinutes(10).minusNanos(1));

        assertThat(isFree()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.001S", "PT1S", "PT5S", "PT59.999S"})
    void aSchedulerRenewsALockThatWasRenewedForAShorterTimeMoreOften(
            Duration timeToLive, ScheduledExecutorService scheduler) {
        renewing(scheduler);
        Lock lock = a.obtain("17");
        lock.lock();
        a.renewLock("17", timeToLive);
        clock.advance(timeToLive.multipliedBy(20));
        assertThat(isFree()).isFalse();
        scheduler.shutdownNow();
        clock.advance(timeToLive.dividedBy(3).multipliedBy(2).minusNanos(1));
        assertThat(isFree()).isFalse(); // The last renewal was at most a third ago.
        clock.advance(timeToLive.dividedBy(3).plusNanos(3));

        assertThat(isFree()).isTrue();
    }

    @Test
    void aLockThatIsRenewedMoreOftenIsScheduledOnlyOnce(ScheduledExecutorService scheduler) {
        renewing(scheduler);
        Lock lock = a.obtain("17");
        lock.lock();
        for (int seconds = 5; seconds > 0; seconds--) {
            a.renewLock("17", ofSeconds(seconds));
            assertThat(clock.pendingTasks()).hasSize(1);
        }
        lock.unlock();

        assertThat(clock.pendingTasks()).isEmpty();
    }

    @Test
    void aLockIsNotRenewedLessOftenAfterItWasRenewedForALongerTime(ScheduledExecutorService scheduler) {
        renewing(scheduler);
        a.obtain("17").lock();
        a.renewLock("17", ofSeconds(3));
        a.renewLock("17", ofMinutes(10));
        clock.advance(ofSeconds(1));
        scheduler.shutdownNow();
        clock.advance(ofMinutes(10).minusNanos(1));
        assertThat(isFree()).isFalse();
        clock.advance(ofNanos(1));

        assertThat(isFree()).isTrue();
    }

    @Test
    void aLockThatASchedulerCannotRenewMoreOftenIsNotRenewedForAShorterTime(ScheduledExecutorService scheduler) {
        renewing(scheduler);
        a.obtain("17").lock();
        scheduler.shutdown();

        assertThatThrownBy(() -> a.renewLock("17", ofSeconds(5))).isInstanceOf(TaskRejectedException.class);
        clock.advance(ofSeconds(60).minusNanos(1));
        assertThat(isFree()).isFalse();
    }

    @Test
    void aLockThatExpiresAfterAMillisecondIsRenewed(ScheduledExecutorService scheduler) {
        CoordinationLockRegistry registry = new CoordinationLockRegistry(coordination, "orders", ofMillis(1));
        renewing(registry, scheduler);
        registry.obtain("17").lock();
        clock.advance(ofMillis(100));
        assertThat(isFree()).isFalse();
        registry.obtain("17").unlock();

        assertThat(isFree()).isTrue();
        assertThat(clock.pendingTasks()).isEmpty();
    }

    @Test
    void unlockingALockCancelsItsRenewal(ScheduledExecutorService scheduler) {
        renewing(scheduler);
        Lock lock = a.obtain("17");
        lock.lock();
        assertThat(clock.pendingTasks()).hasSize(1);
        lock.unlock();

        assertThat(clock.pendingTasks()).isEmpty();
    }

    @Test
    void aLockThatTheBackendNoLongerKnowsIsNotRenewed(ScheduledExecutorService scheduler) {
        renewing(scheduler);
        Lock lock = a.obtain("17");
        lock.lock();
        Leadership held =
                coordination.leaderElection().currentLeader("orders:17").orElseThrow();
        coordination.leaderElection().release(held);
        clock.advance(ofMinutes(1));

        assertThat(clock.pendingTasks()).isEmpty();
        assertThatThrownBy(lock::unlock).isInstanceOf(ConcurrentModificationException.class);
    }

    @Test
    void theLockOfAThreadThatHasDiedIsNoLongerRenewed(ScheduledExecutorService scheduler) throws Exception {
        renewing(scheduler);
        Thread dies = new Thread(() -> a.obtain("17").lock());
        dies.start();
        dies.join();
        clock.advance(ofSeconds(60));

        assertThat(isFree()).isTrue();
        assertThat(clock.pendingTasks()).isEmpty();
    }

    @Test
    void aSchedulerThatIsShutDownLeavesNoLockBehind(ScheduledExecutorService scheduler) {
        renewing(scheduler);
        scheduler.shutdown();

        assertThatThrownBy(a.obtain("17")::lock).isInstanceOf(TaskRejectedException.class);
        assertThat(isFree()).isTrue();
        assertThat(a.fencingToken("17")).isEmpty();
    }

    @Test
    void whatASchedulerThrowsIsNotHiddenByAReleaseThatFails(MemoryBackend backend, ScheduledExecutorService scheduler) {
        DistributedCoordination closed = backend.connect();
        CoordinationLockRegistry registry = registry(closed);
        registry.setRenewalTaskScheduler(new ConcurrentTaskScheduler(scheduler) {
            @Override
            public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, Instant startTime, Duration delay) {
                closed.close();
                throw new TaskRejectedException("shut down");
            }
        });

        assertThatThrownBy(registry.obtain("17")::lock)
                .isInstanceOf(TaskRejectedException.class)
                .hasMessage("shut down")
                .satisfies(rejected -> assertThat(rejected.getSuppressed())
                        .hasOnlyElementsOfType(CoordinationClosedException.class)
                        .hasSize(1));
        assertThat(registry.fencingToken("17")).isEmpty();
        clock.advance(ofSeconds(60));
        assertThat(isFree()).isTrue();
    }

    // ---- fencing

    @Test
    void eachHolderHasALargerFencingToken() throws Exception {
        a.obtain("17").lock();
        OptionalLong first = a.fencingToken("17");
        clock.advance(ofSeconds(60));
        OptionalLong second = onAnotherThread(() -> {
            a.obtain("17").lock();
            return a.fencingToken("17");
        });

        assertThat(second.getAsLong()).isGreaterThan(first.getAsLong());
        assertThat(a.fencingToken("17")).isEqualTo(first); // Not that of the thread that holds it now.
        assertThat(a.fencingToken("18")).isEmpty();
    }

    // ---- threads that have died, and keys

    @Test
    void theLocksOfThreadsThatHaveDiedAreForgotten() throws Exception {
        Thread dies = new Thread(() -> a.obtain("17").lock());
        dies.start();
        dies.join();
        a.obtain("18").lock();
        assertThat(a).hasToString("CoordinationLockRegistry[registryKey=\"orders\", held=2]");
        a.expireUnusedOlderThan(0);

        assertThat(a).hasToString("CoordinationLockRegistry[registryKey=\"orders\", held=1]");
        assertThat(a.fencingToken("18")).isPresent();
        assertThat(isFree()).isFalse(); // It expires.
        clock.advance(ofSeconds(60));
        assertThat(isFree()).isTrue();
    }

    @Test
    void refusesInvalidArguments() {
        assertThatThrownBy(() -> a.obtain(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("lockKey must not be null");
        assertThatThrownBy(() -> a.obtain(17))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lockKey must be a string, but was of java.lang.Integer");
        assertThatThrownBy(() -> a.obtain("k".repeat(64 * 1024))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CoordinationLockRegistry(coordination, "orders", ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expireAfter must be positive");
        a.obtain("17").lock();
        for (Duration tooShort : List.of(ofNanos(1), ofMillis(1).minusNanos(1))) {
            assertThatThrownBy(() -> new CoordinationLockRegistry(coordination, "orders", tooShort))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expireAfter must be at least 1 millisecond, but was " + tooShort);
            assertThatThrownBy(() -> a.renewLock("17", tooShort))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("timeToLive must be at least 1 millisecond, but was " + tooShort);
        }
        assertThatThrownBy(() -> new CoordinationLockRegistry(coordination, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("registryKey must not be null");
        for (String withColon : List.of("orders:eu", ":orders", "orders:")) { // Such as orders, and the key eu:17.
            assertThatThrownBy(() -> new CoordinationLockRegistry(coordination, withColon))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "registryKey must not contain a colon, which separates it from the keys of locks, but was \""
                                    + withColon + "\"");
        }
        for (Duration idle : List.of(ZERO, ofMillis(-1))) {
            assertThatThrownBy(() -> a.setIdleBetweenTries(idle))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("idleBetweenTries must be positive, but was " + idle);
        }
        assertThatThrownBy(() -> a.obtain("17").newCondition()).isInstanceOf(UnsupportedOperationException.class);
    }

    // ---- an unavailable backend

    @Test
    void takingALockTellsThatTheBackendIsUnavailable() {
        Lock lock = registry(new MemoryHarness().connectUnreachable()).obtain("17");

        for (String method : List.of("lock", "lockInterruptibly", "tryLock")) {
            assertThatThrownBy(() -> take(lock, method))
                    .isInstanceOf(CannotAcquireLockException.class)
                    .hasMessageContaining("\"orders:17\"")
                    .hasRootCauseInstanceOf(CoordinationUnavailableException.class);
        }
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLockWhoseReleaseFailsIsNotHeldByTheThreadAnyMore(MemoryBackend backend) {
        DistributedCoordination closed = backend.connect();
        Lock lock = registry(closed).obtain("17");
        lock.lock();
        closed.close();

        assertThatThrownBy(lock::lock).isInstanceOf(CannotAcquireLockException.class);
        assertThatThrownBy(lock::unlock).isInstanceOf(CoordinationClosedException.class);
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLockWhoseRenewalFailsIsStillHeldByTheThreadAsOftenAsBefore(MemoryBackend backend) throws Exception {
        DistributedCoordination closed = backend.connect();
        CoordinationLockRegistry registry = registry(closed);
        Lock lock = registry.obtain("17");
        lock.lock();
        lock.lock();
        closed.close();
        assertThatThrownBy(() -> registry.renewLock("17")).isInstanceOf(CoordinationClosedException.class);
        assertThatThrownBy(lock::tryLock).isInstanceOf(CannotAcquireLockException.class);

        assertThat(registry.fencingToken("17")).isPresent();
        lock.unlock();
        assertThatThrownBy(lock::unlock).isInstanceOf(CoordinationClosedException.class);
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLockThatHasExpiredMustStillBeUnlockedAsOftenAsItWasTaken() {
        Lock lock = a.obtain("17");
        lock.lock();
        lock.lock();
        clock.advance(ofSeconds(60));
        assertThatThrownBy(() -> a.renewLock("17")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(lock::lock).isInstanceOf(ConcurrentModificationException.class);

        lock.unlock();
        assertThatThrownBy(lock::unlock).isInstanceOf(ConcurrentModificationException.class);
        lock.lock();
        assertThat(isFree()).isFalse();
    }
}
