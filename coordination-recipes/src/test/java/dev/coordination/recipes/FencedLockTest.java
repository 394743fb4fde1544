// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the rules of the lock on a fake clock. The lease lasts 15 s, so a lock is valid for 10 s, renewals are due each 5 s, and
 * the retry period is 1 s.
 */
@CoordinationTest
class FencedLockTest {

    private final MemoryBackend backend;
    private final FakeClock clock;
    private final ScheduledExecutorService scheduler;
    private final ScriptedCoordination coordination;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final List<LossReason> losses = new CopyOnWriteArrayList<>();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    FencedLockTest(
            MemoryBackend backend,
            FakeClock clock,
            ScheduledExecutorService scheduler,
            DistributedCoordination coordination) {
        this.backend = backend;
        this.clock = clock;
        this.scheduler = scheduler;
        this.coordination = new ScriptedCoordination(coordination);
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private FencedLockBuilder builder() {
        return FencedLock.builder(coordination, "report", scheduler)
                .clock(clock)
                .retryPeriod(ofSeconds(1))
                .errorHandler(errors::add);
    }

    private HeldLock held(FencedLockBuilder builder) {
        return builder.build().tryLock().orElseThrow().onLost(losses::add);
    }

    private Optional<String> holder() {
        return backend.connect().leaderElection().currentLeader("report").map(leader -> leader.nodeId());
    }

    private void takeOver() {
        backend.connect().leaderElection().release("report", holder().orElseThrow());
        holdByOther(ofSeconds(15));
    }

    private void holdByOther(Duration ttl) {
        assertThat(backend.connect().leaderElection().tryAcquire("report", "other", ttl))
                .isPresent();
    }

    private static void unavailable() {
        throw new CoordinationUnavailableException("the backend is unavailable");
    }

    // ---- E-21

    @Test
    @Tag("E-21")
    void theSameThreadDoesNotAcquireTheLockTwice() {
        FencedLock lock = builder().build();
        HeldLock first = lock.tryLock().orElseThrow();

        assertThat(lock.tryLock()).isEmpty();
        first.close();
        HeldLock second = lock.tryLock().orElseThrow();
        assertThat(second.fencingToken()).isGreaterThan(first.fencingToken());
    }

    @Test
    @Tag("E-21")
    void locksOfTheSameNodeDoNotShareWhatIsHeld() {
        HeldLock first = held(builder().nodeId("a"));

        assertThat(builder().nodeId("a").build().tryLock()).isEmpty();
        assertThat(holder().orElseThrow()).startsWith("a#");
        assertThat(first.isValid()).isTrue();
    }

    @Test
    @Tag("E-21")
    void anotherThreadMayCloseTheLock() throws Exception {
        HeldLock held = held(builder());
        threads.submit(held::close).get(10, SECONDS);

        assertThat(holder()).isEmpty();
    }

    // ---- E-22

    @Test
    @Tag("E-22")
    void theDeadlineCountsFromBeforeTheRequest() {
        coordination.after = () -> clock.advance(ofSeconds(4));
        HeldLock held = held(builder());
        assertThat(held.remaining()).isEqualTo(ofSeconds(6));

        assertThat(held.renew()).isTrue();
        assertThat(held.remaining()).isEqualTo(ofSeconds(6));
    }

    @ParameterizedTest
    @CsvSource({"PT15S, PT5S, PT10S", "PT15S, PT0.001S, PT14.999S", "PT1H, PT59M, PT1M"})
    @Tag("E-22")
    void theLockIsValidForTheLeaseDurationLessTheMargin(Duration lease, Duration margin, Duration expected) {
        HeldLock held = held(builder().leaseDuration(lease).margin(margin));

        assertThat(held.remaining()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-22")
    void aGrantThatArrivesAfterItsDeadlineIsReleased(boolean renews) {
        coordination.after = () -> {
            coordination.after = () -> {};
            clock.advance(ofSeconds(10));
        };
        FencedLockBuilder builder = renews ? builder().renewing() : builder();

        assertThat(builder.build().tryLock()).isEmpty();
        assertThat(holder()).isEmpty();
        clock.advance(ofSeconds(60));
        assertThat(coordination.requests).containsExactly("tryAcquire", "release");
    }

    @Test
    @Tag("E-22")
    void aRenewalThatArrivesAfterTheDeadlineDoesNotReviveTheLock() {
        HeldLock held = held(builder());
        coordination.after = () -> clock.advance(ofSeconds(10));

        assertThat(held.renew()).isFalse();
        assertThat(held.isValid()).isFalse();
        assertThat(losses).containsExactly(LossReason.EXPIRED);
    }

    // ---- E-23

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-23")
    void aRenewalDuringWhichTheDeadlinePassesDoesNotReviveTheLock(boolean hasCallback) {
        HeldLock held = builder().build().tryLock().orElseThrow();
        if (hasCallback) {
            held.onLost(losses::add);
        }
        clock.advance(ofSeconds(6));
        coordination.after = () -> clock.advance(ofSeconds(4));

        assertThat(held.renew()).isFalse();
        assertThat(held.isValid()).isFalse();
        assertThat(losses).hasSize(hasCallback ? 1 : 0);
        held.close();
        assertThat(holder()).isEmpty();
    }

    @Test
    @Tag("E-23")
    void theLockIsNotValidFromItsDeadlineOn() {
        HeldLock held = held(builder());
        clock.advance(ofMillis(9_999));
        assertThat(held.isValid()).isTrue();
        assertThat(held.remaining()).isEqualTo(ofMillis(1));
        clock.advance(ofMillis(1));

        assertThat(held.isValid()).isFalse();
        assertThat(held.remaining()).isZero();
        coordination.requests.clear();
        assertThat(held.renew()).isFalse();
        assertThat(held.isValid()).isFalse();
        assertThat(coordination.requests).isEmpty();
    }

    @Test
    @Tag("E-23")
    void aClosedLockIsNotValid() {
        HeldLock held = held(builder());
        held.close();

        assertThat(held.isValid()).isFalse();
        assertThat(held.remaining()).isZero();
        assertThat(held.renew()).isFalse();
        assertThat(holder()).isEmpty();
    }

    // ---- E-24

    @ParameterizedTest
    @EnumSource(names = {"EXPIRED", "REFUSED"})
    @Tag("E-24")
    void theLossIsToldOnce(LossReason reason) {
        HeldLock held = held(builder());
        if (reason == LossReason.REFUSED) {
            takeOver();
            assertThat(held.renew()).isFalse();
        }
        clock.advance(ofSeconds(10));
        assertThat(losses).containsExactly(reason);
        assertThat(held.renew()).isFalse();
        clock.advance(ofSeconds(60));
        held.close();

        assertThat(losses).containsExactly(reason);
    }

    @Test
    @Tag("E-24")
    void aLossThatNobodyHasNoticedIsToldByClose() {
        HeldLock held = held(builder().callbackExecutor(task -> {
            throw new RejectedExecutionException("unused");
        }));
        scheduler.shutdownNow(); // So the timer is dropped.
        clock.advance(ofSeconds(10));
        assertThat(losses).isEmpty();
        held.close();

        assertThat(losses).containsExactly(LossReason.EXPIRED);
    }

    @Test
    @Tag("E-24")
    void aLockThatWasClosedIsNotLost() {
        HeldLock held = held(builder());
        held.close();
        held.onLost(losses::add);
        assertThat(clock.pendingTasks()).isEmpty();
        clock.advance(ofSeconds(60));

        assertThat(losses).isEmpty();
    }

    @Test
    @Tag("E-24")
    void aCallbackThatComesAfterTheLossIsToldAtOnce() {
        HeldLock held = builder().build().tryLock().orElseThrow();
        clock.advance(ofSeconds(10));
        held.onLost(losses::add).onLost(losses::add);
        clock.advance(Duration.ZERO);

        assertThat(losses).containsExactly(LossReason.EXPIRED, LossReason.EXPIRED);
    }

    @Test
    @Tag("E-24")
    void whatCallbacksThrowGoesToTheErrorHandler() {
        HeldLock held = builder().build().tryLock().orElseThrow().onLost(reason -> {
            throw new IllegalStateException("first");
        });
        held.onLost(losses::add);
        clock.advance(ofSeconds(10));

        assertThat(losses).containsExactly(LossReason.EXPIRED);
        assertThat(errors).extracting(Throwable::getMessage).containsExactly("first");
    }

    @Test
    @Tag("E-24")
    void aCallbackMayClose() {
        HeldLock held = builder().build().tryLock().orElseThrow();
        held.onLost(reason -> {
            held.close();
            losses.add(reason);
        });
        clock.advance(ofSeconds(10));

        assertThat(losses).containsExactly(LossReason.EXPIRED);
        assertThat(holder()).isEmpty();
    }

    @Test
    @Tag("E-24")
    void theDeadlineIsToldEvenWhileARenewalHangs() throws Exception {
        HeldLock held = held(builder().renewing().requestExecutor(threads));
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        coordination.before = () -> {
            hangs.countDown();
            await(returns);
        };
        clock.advance(ofSeconds(5));
        await(hangs);
        clock.advance(ofSeconds(5));
        assertThat(losses).containsExactly(LossReason.EXPIRED);
        assertThat(held.isValid()).isFalse();
        coordination.before = () -> {};
        returns.countDown(); // The renewal succeeds, too late.
        held.close();

        assertThat(losses).containsExactly(LossReason.EXPIRED);
        assertThat(holder()).isEmpty();
    }

    // ---- E-25

    @Test
    @Tag("E-25")
    void aLockIsNotRenewedUnlessItIsAskedFor() {
        held(builder());
        clock.advance(ofSeconds(9));

        assertThat(coordination.requests).containsExactly("tryAcquire");
    }

    @Test
    @Tag("E-25")
    void aLockThatRenewsIsRenewedEachThirdOfTheLease() {
        HeldLock held = held(builder().renewing());
        clock.advance(ofSeconds(60));

        assertThat(held.isValid()).isTrue();
        assertThat(coordination.requests).hasSize(13).containsOnly("tryAcquire", "renew");
        assertThat(losses).isEmpty();
    }

    @Test
    @Tag("E-25")
    void aManualRenewalPostponesTheNextOne() {
        HeldLock held = held(builder().renewing());
        clock.advance(ofSeconds(4));
        assertThat(held.renew()).isTrue();
        assertThat(held.remaining()).isEqualTo(ofSeconds(10));
        coordination.requests.clear();
        clock.advance(ofMillis(4_999));
        assertThat(coordination.requests).isEmpty();
        clock.advance(ofMillis(1));

        assertThat(coordination.requests).containsExactly("renew");
    }

    @Test
    @Tag("E-25")
    void aManualRenewalMovesTheDeadline() {
        HeldLock held = held(builder());
        clock.advance(ofSeconds(6));
        assertThat(held.renew()).isTrue();
        clock.advance(ofMillis(9_999));
        assertThat(losses).isEmpty();
        assertThat(held.isValid()).isTrue();
        clock.advance(ofMillis(1));

        assertThat(losses).containsExactly(LossReason.EXPIRED);
    }

    @Test
    @Tag("E-25")
    void aRefusedRenewalLosesTheLockAtOnce() {
        HeldLock held = held(builder().renewing());
        takeOver();
        clock.advance(ofSeconds(5));

        assertThat(losses).containsExactly(LossReason.REFUSED);
        assertThat(held.isValid()).isFalse();
        coordination.requests.clear();
        clock.advance(ofSeconds(60));
        held.close();
        assertThat(coordination.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unavailable", "exception", "error"})
    @Tag("E-25")
    void failedRenewalsAreRetriedUntilTheDeadline(String kind) {
        HeldLock held = held(builder().renewing());
        coordination.requests.clear();
        coordination.before = () -> {
            switch (kind) {
                case "unavailable" -> unavailable();
                case "exception" -> throw new IllegalStateException("unexpected");
                default -> throw new AssertionError("unexpected");
            }
        };
        clock.advance(ofMillis(9_999));
        assertThat(coordination.requests).hasSize(5).containsOnly("renew"); // After 5, 6, 7, 8 and 9 s.
        assertThat(losses).isEmpty();
        assertThat(errors).hasSize(5);
        clock.advance(ofMillis(1));
        assertThat(losses).containsExactly(LossReason.EXPIRED);
        assertThat(held.isValid()).isFalse();
    }

    @Test
    @Tag("E-25")
    void aRetryThatSucceedsKeepsTheLock() {
        HeldLock held = held(builder().renewing());
        coordination.before = FencedLockTest::unavailable;
        clock.advance(ofMillis(8_500));
        coordination.before = () -> {};
        clock.advance(ofSeconds(30));

        assertThat(held.isValid()).isTrue();
        assertThat(losses).isEmpty();
    }

    @Test
    @Tag("E-25")
    void aFailedManualRenewalIsPassedOnAndKeepsTheLock() {
        HeldLock held = held(builder());
        clock.advance(ofSeconds(1));
        coordination.before = FencedLockTest::unavailable;

        assertThatThrownBy(held::renew).isInstanceOf(CoordinationUnavailableException.class);
        assertThat(held.remaining()).isEqualTo(ofSeconds(9));
    }

    @Test
    @Tag("E-25")
    void renewingStopsBeforeTheRelease() {
        HeldLock held = held(builder().renewing());
        coordination.before = () -> {
            assertThat(clock.pendingTasks()).isEmpty();
            clock.advance(ofSeconds(30)); // Renewals that are still due would be made now.
        };
        held.close();
        clock.advance(ofSeconds(60));

        assertThat(coordination.requests).containsExactly("tryAcquire", "release");
        assertThat(clock.pendingTasks()).isEmpty();
    }

    @Test
    @Tag("E-25")
    void closingWaitsForARenewal() throws Exception {
        HeldLock held = held(builder().renewing().requestExecutor(threads));
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        coordination.before = () -> {
            coordination.before = () -> {};
            hangs.countDown();
            await(returns);
        };
        clock.advance(ofSeconds(5));
        await(hangs);
        Future<?> closing = threads.submit(held::close);
        while (held.isValid()) {
            Thread.onSpinWait();
        }
        assertThat(coordination.requests).containsExactly("tryAcquire", "renew");
        returns.countDown();
        closing.get(10, SECONDS);

        assertThat(coordination.requests).containsExactly("tryAcquire", "renew", "release");
        assertThat(holder()).isEmpty();
        assertThat(losses).isEmpty();
        clock.advance(ofSeconds(60));
        assertThat(coordination.requests).hasSize(3);
    }

    // ---- E-26

    @Test
    @Tag("E-26")
    void closingReleasesTheLockOnce() {
        HeldLock held = held(builder());
        held.close();
        held.close();

        assertThat(holder()).isEmpty();
        assertThat(coordination.requests).containsExactly("tryAcquire", "release");
    }

    @Test
    @Tag("E-26")
    void closingDoesNotReleaseTheLockOfSomebodyElse() {
        HeldLock held = held(builder());
        takeOver();
        held.close();

        assertThat(holder()).contains("other");
        assertThat(errors).isEmpty();
    }

    @Test
    @Tag("E-26")
    void aLockThatHasReachedItsDeadlineIsStillReleased() {
        HeldLock held = held(builder());
        clock.advance(ofSeconds(10));
        assertThat(holder()).isPresent();
        held.close();

        assertThat(holder()).isEmpty();
    }

    @Test
    @Tag("E-26")
    void aReleaseThatFailsIsRepeatedUntilItIsAnswered() {
        HeldLock held = held(builder());
        coordination.before = FencedLockTest::unavailable;
        held.close();
        clock.advance(ofMillis(2_500));
        assertThat(errors).hasSize(3);
        coordination.before = () -> {};
        clock.advance(ofMillis(500));

        assertThat(holder()).isEmpty();
        coordination.requests.clear();
        clock.advance(ofSeconds(60));
        assertThat(coordination.requests).isEmpty();
    }

    @Test
    @Tag("E-26")
    void aReleaseThatFailsIsNotRepeatedWhenTheLeaseMustHaveExpired() {
        HeldLock held = held(builder());
        coordination.before = FencedLockTest::unavailable;
        held.close();
        clock.advance(ofSeconds(60));

        assertThat(coordination.requests).hasSize(16); // To acquire, to release, and 14 times more.
        assertThat(clock.pendingTasks()).isEmpty();
    }

    @Test
    @Tag("E-26")
    void aRepeatedReleaseDoesNotReleaseTheLockOfSomebodyElse() {
        FencedLock lock = builder().build();
        HeldLock first = lock.tryLock().orElseThrow();
        coordination.before = FencedLockTest::unavailable;
        first.close();
        coordination.before = () -> {};
        backend.connect().leaderElection().release("report", holder().orElseThrow());
        HeldLock second = lock.tryLock().orElseThrow();
        clock.advance(ofSeconds(2));

        assertThat(second.isValid()).isTrue();
        assertThat(holder()).isPresent();
        assertThat(second.renew()).isTrue();
    }

    @Test
    @Tag("E-26")
    void aReleaseThatNoThreadCanRepeatIsReported() {
        HeldLock held = held(builder());
        scheduler.shutdownNow();
        coordination.before = FencedLockTest::unavailable;
        held.close();

        assertThat(errors)
                .hasExactlyElementsOfTypes(CoordinationUnavailableException.class, RejectedExecutionException.class);
    }

    // ---- E-27

    @Test
    @Tag("E-27")
    void aFreeLockIsAcquiredAtOnce() throws Exception {
        HeldLock held = builder().build().lock(Duration.ZERO);

        assertThat(held.isValid()).isTrue();
        assertThat(clock.pendingTasks()).isEmpty();
    }

    @Test
    @Tag("E-27")
    void aWaiterAcquiresTheLockWithinARetryPeriod() throws Exception {
        holdByOther(ofMillis(2_500));
        Instant start = clock.instant();
        HeldLock held = clock.during(ofSeconds(10), () -> {
            HeldLock granted = builder().build().lock(ofSeconds(10));
            assertThat(clock.instant()).isEqualTo(start.plusSeconds(3));
            return granted;
        });

        assertThat(coordination.requests).containsExactly("tryAcquire", "tryAcquire", "tryAcquire", "tryAcquire");
        held.close();
        assertThat(holder()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT-1S, 1", "PT0S, 1", "PT0.5S, 2", "PT1S, 2", "PT2.5S, 4", "PT3S, 4"})
    @Tag("E-27")
    void aWaiterGivesUpAtTheTimeout(Duration timeout, int requests) {
        holdByOther(ofSeconds(60));
        Instant start = clock.instant();
        assertThatThrownBy(() -> clock.during(ofSeconds(10), () -> {
                    try {
                        return builder().build().lock(timeout);
                    } finally {
                        Duration waited = Duration.between(start, clock.instant());
                        assertThat(waited).isEqualTo(timeout.isNegative() ? Duration.ZERO : timeout);
                    }
                }))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("the lock \"report\" was still held after " + timeout);

        assertThat(coordination.requests).hasSize(requests).containsOnly("tryAcquire");
        assertThat(clock.pendingTasks()).isEmpty();
        assertThat(holder()).contains("other");
    }

    @Test
    @Tag("E-27")
    void aLockIsAcquiredAtTheVeryTimeout() throws Exception {
        holdByOther(ofMillis(2_500));

        assertThat(clock.during(
                        ofSeconds(3),
                        () -> builder().build().lock(ofMillis(2_500)).isValid()))
                .isTrue();
    }

    @Test
    @Tag("E-27")
    void aWaiterGoesOnWhileTheBackendIsUnavailable() throws Exception {
        int[] failures = {3};
        coordination.before = () -> {
            if (failures[0]-- > 0) {
                unavailable();
            }
        };
        HeldLock held = clock.during(ofSeconds(5), () -> builder().build().lock(ofSeconds(5)));

        assertThat(held.remaining()).isEqualTo(ofSeconds(8));
    }

    @Test
    @Tag("E-27")
    void aWaiterWhoseBackendIsUnavailableToTheEndThrowsThat() {
        coordination.before = FencedLockTest::unavailable;

        assertThatThrownBy(
                        () -> clock.during(ofSeconds(5), () -> builder().build().lock(ofSeconds(5))))
                .isInstanceOf(CoordinationUnavailableException.class);
    }

    @Test
    @Tag("E-27")
    void anyOtherExceptionEndsTheWait() {
        coordination.before = () -> {
            throw new IllegalStateException("unexpected");
        };

        assertThatThrownBy(() -> builder().build().lock(ofSeconds(5))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Tag("E-27")
    void aWaiterCanBeInterrupted() throws Exception {
        holdByOther(ofSeconds(60));
        Thread[] waiter = new Thread[1];
        Future<HeldLock> waiting = threads.submit(() -> {
            waiter[0] = Thread.currentThread();
            return builder().build().lock(ofSeconds(60));
        });
        clock.awaitWaiters(1);
        waiter[0].interrupt();

        assertThatThrownBy(() -> waiting.get(10, SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        clock.advance(ofSeconds(59));
        assertThat(holder()).contains("other");
        assertThat(clock.pendingTasks()).isEmpty();
    }

    @Test
    @Tag("E-27")
    void aWaitNeedsNoThreadOfTheScheduler() throws Exception {
        ScheduledExecutorService one = Executors.newScheduledThreadPool(1);
        try {
            holdByOther(ofSeconds(60));
            Future<?> waiting = one.submit(() -> FencedLock.builder(coordination, "report", one)
                    .retryPeriod(ofMillis(1))
                    .build()
                    .lock(ofMillis(3)));

            assertThatThrownBy(() -> waiting.get(10, SECONDS)).hasCauseInstanceOf(TimeoutException.class);
        } finally {
            one.shutdownNow();
        }
    }

    // ---- E-28

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-28")
    void aLockWhoseGrantWasLostIsReleased(boolean waits) {
        coordination.after = FencedLockTest::unavailable;
        FencedLock lock = builder().build();

        assertThatThrownBy(() -> {
                    if (waits) {
                        lock.lock(Duration.ZERO).close();
                    } else {
                        lock.tryLock();
                    }
                })
                .isInstanceOf(CoordinationUnavailableException.class);
        assertThat(holder()).isPresent();
        coordination.after = () -> {};
        clock.advance(Duration.ZERO);
        assertThat(holder()).isEmpty();
        assertThat(clock.pendingTasks()).isEmpty();
    }

    @Test
    @Tag("E-28")
    void aWaiterGetsTheLockWhoseGrantWasLost() throws Exception {
        coordination.after = () -> {
            coordination.after = () -> {};
            unavailable();
        };
        HeldLock held = clock.during(ofSeconds(5), () -> builder().build().lock(ofSeconds(5)));

        assertThat(held.remaining()).isEqualTo(ofSeconds(6)); // From the second request, after 1 s, on.
        held.close();
        assertThat(holder()).isEmpty();
        assertThat(clock.pendingTasks()).isEmpty();
    }

    @Test
    @Tag("E-28")
    void anInterruptedWaiterReleasesTheLockWhoseGrantWasLost() throws Exception {
        coordination.after = FencedLockTest::unavailable;
        Thread[] waiter = new Thread[1];
        Future<HeldLock> waiting = threads.submit(() -> {
            waiter[0] = Thread.currentThread();
            return builder().build().lock(ofSeconds(60));
        });
        clock.awaitWaiters(1);
        assertThat(holder()).isPresent();
        coordination.after = () -> {};
        waiter[0].interrupt();
        assertThatThrownBy(() -> waiting.get(10, SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        clock.advance(Duration.ZERO);

        assertThat(holder()).isEmpty();
    }

    @Test
    @Tag("E-28")
    void theReleaseOfALostGrantIsRepeated() {
        coordination.after = FencedLockTest::unavailable;
        assertThatThrownBy(() -> builder().build().tryLock()).isInstanceOf(CoordinationUnavailableException.class);
        coordination.after = () -> {};
        coordination.before = FencedLockTest::unavailable;
        clock.advance(ofMillis(2_500));
        assertThat(holder()).isPresent();
        coordination.before = () -> {};
        clock.advance(ofMillis(500));

        assertThat(holder()).isEmpty();
    }

    @Test
    @Tag("E-28")
    void aSchedulerThatIsShutDownGivesNoLockThatWouldBeRenewed() {
        scheduler.shutdown();

        assertThatThrownBy(() -> builder().renewing().build().tryLock()).isInstanceOf(RejectedExecutionException.class);
        assertThat(holder()).isEmpty();
    }

    @Test
    @Tag("E-28")
    void aSchedulerThatRefusesTheNextRenewalLosesTheLock() {
        HeldLock held = held(builder().renewing());
        scheduler.shutdown(); // Tasks that are due once still run.
        clock.advance(ofSeconds(5));

        assertThat(losses).containsExactly(LossReason.SCHEDULER_SHUT_DOWN);
        assertThat(held.isValid()).isFalse();
        held.close();
        assertThat(holder()).isEmpty();
    }

    @Test
    @Tag("E-28")
    void anExecutorThatRejectsARenewalIsAskedAgain() {
        int[] rejections = {2};
        HeldLock held = held(builder().renewing().requestExecutor(task -> {
            if (rejections[0]-- > 0) {
                throw new RejectedExecutionException("full");
            }
            task.run();
        }));
        clock.advance(ofSeconds(15));

        assertThat(held.isValid()).isTrue();
        assertThat(errors).hasSize(2).hasOnlyElementsOfType(RejectedExecutionException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT5S, PT1S, false",
        "PT15S, PT0S, PT1S, false",
        "PT15S, PT-1S, PT1S, false",
        "PT15S, PT15S, PT1S, false",
        "PT15S, PT10S, PT1S, true",
        "PT15S, PT5S, PT10S, false",
        "PT15S, PT5S, PT0S, false"
    })
    void durationsThatDoNotFitTogetherAreRefused(Duration lease, Duration margin, Duration retry, boolean renews) {
        FencedLockBuilder builder =
                builder().leaseDuration(lease).margin(margin).retryPeriod(retry);
        if (renews) {
            builder.renewing();
        }

        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.001S", "PT0.1S", "PT0.75S", "PT1S", "PT15S", "P365D"})
    void anyLeaseDurationFitsTheDefaultsOfTheOtherSettings(Duration lease) {
        HeldLock held = FencedLock.builder(coordination, "report", scheduler)
                .clock(clock)
                .leaseDuration(lease)
                .renewing()
                .build()
                .tryLock()
                .orElseThrow();

        assertThat(held.remaining()).isEqualTo(lease.minus(lease.dividedBy(3)));
        held.close();
    }

    @Test
    void aLockThatIsNotRenewedMayHaveALargeMargin() {
        HeldLock held = held(builder().margin(ofSeconds(12)));

        assertThat(held.remaining()).isEqualTo(ofSeconds(3));
    }

    @Test
    void texts() {
        List<Object> objects = new ArrayList<>();
        objects.add(builder().build());
        objects.add(held(builder()));

        assertThat(objects.get(0)).hasToString("FencedLock[name=\"report\"]");
        assertThat(objects.get(1).toString())
                .startsWith("HeldLock[name=\"report\", fencingToken=")
                .endsWith("PT10S]");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
