// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the rules of {@link RunOnce} on a fake clock. The lock is held for at most 30 s, so renewals are due each 10 s. */
@CoordinationTest
class RunOnceTest {

    private final FakeClock clock;
    private final ScheduledExecutorService scheduler;
    private final ScriptedCoordination coordination;
    private final DistributedCoordination others;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    RunOnceTest(
            MemoryBackend backend,
            FakeClock clock,
            ScheduledExecutorService scheduler,
            DistributedCoordination coordination) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.coordination = new ScriptedCoordination(coordination);
        this.others = backend.connect();
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private RunOnceBuilder builder() {
        return RunOnce.builder(coordination, "nightly", "a", scheduler)
                .atMostFor(ofSeconds(30))
                .clock(clock)
                .errorHandler(errors::add);
    }

    private Optional<String> holder() {
        return coordination.currentLeader("nightly").map(Leadership::nodeId);
    }

    private boolean isFree() {
        return holder().isEmpty();
    }

    private void takeOver() {
        coordination.release("nightly", holder().orElseThrow());
        assertThat(others.leaderElection().tryAcquire("nightly", "other", ofSeconds(30)))
                .isPresent();
    }

    private void fail() {
        throw new CoordinationUnavailableException("the backend is unavailable");
    }

    // ---- E-29 one run at a time

    @Test
    @Tag("E-29")
    void aTaskDoesNotRunWhileAnotherNodeRunsIt() throws InterruptedException {
        RunOnce b =
                RunOnce.builder(others, "nightly", "b", scheduler).clock(clock).build();
        List<RunOnceResult> results = new ArrayList<>();
        results.add(builder().build().run(term -> results.add(b.run(unused -> results.add(null)))));
        results.add(b.run(term -> {}));

        assertThat(results).containsExactly(RunOnceResult.NOT_RUN, RunOnceResult.COMPLETED, RunOnceResult.COMPLETED);
    }

    @Test
    @Tag("E-29")
    void aTaskDoesNotRunWhileTheSameObjectRunsIt() throws InterruptedException {
        RunOnce nightly = builder().build();

        nightly.run(term -> assertThat(nightly.run(unused -> {})).isEqualTo(RunOnceResult.NOT_RUN));

        assertThat(coordination.requests).containsExactly("tryAcquire", "tryAcquire", "release");
    }

    @Test
    @Tag("E-29")
    void tasksOfDifferentNamesAreIndependent() throws InterruptedException {
        RunOnce weekly = RunOnce.builder(coordination, "weekly", "a", scheduler)
                .clock(clock)
                .build();

        builder().build().run(term -> assertThat(weekly.run(unused -> {})).isEqualTo(RunOnceResult.COMPLETED));
    }

    @Test
    @Tag("E-29")
    void eachRunHasAnIdOfItsOwn() throws InterruptedException {
        List<String> ids = new ArrayList<>();
        RunOnce first = builder().build();
        RunOnce restarted = builder().build();
        for (RunOnce node : List.of(first, first, restarted)) {
            node.run(term -> ids.add(holder().orElseThrow()));
        }

        assertThat(ids).hasSize(3).doesNotHaveDuplicates().allMatch(id -> id.startsWith("a#"));
    }

    @Test
    @Tag("E-29")
    void theTaskKnowsTheFencingTokenOfItsLock() throws InterruptedException {
        List<Long> tokens = new ArrayList<>();
        RunOnce nightly = builder().build();
        for (int i = 0; i < 2; i++) {
            nightly.run(term -> {
                tokens.add(term.fencingToken());
                assertThat(coordination.currentLeader("nightly"))
                        .get()
                        .extracting(Leadership::fencingToken)
                        .isEqualTo(term.fencingToken());
            });
        }

        assertThat(tokens).hasSize(2).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-29")
    void aTaskDoesNotRunIfTheRequestForTheLockFails(boolean sent) {
        RunOnce nightly = builder().build();
        if (sent) {
            coordination.after = this::fail;
        } else {
            coordination.before = this::fail;
        }

        assertThatThrownBy(() -> nightly.run(term -> errors.add(new AssertionError("the task ran"))))
                .isInstanceOf(CoordinationUnavailableException.class);
        assertThat(errors).isEmpty();
        clock.advance(ofSeconds(30));
        assertThat(isFree()).isTrue();
    }

    // ---- E-30 at most for

    @Test
    @Tag("E-30")
    void theLockOfANodeThatDiesIsFreeAfterAtMostFor() throws InterruptedException {
        builder().build().run(term -> {
            coordination.before = this::fail; // Nothing of this node reaches the backend any more.
            clock.advance(ofSeconds(30).minusNanos(1));
            assertThat(isFree()).isFalse();
            clock.advance(ofNanos(1));
            assertThat(isFree()).isTrue();
        });
    }

    @Test
    @Tag("E-30")
    void aTaskIsInterruptedWhenTheLockHasBeenHeldForAtMostFor() throws InterruptedException {
        RunOnceResult result = builder().build().run(term -> {
            clock.advance(ofSeconds(30).minusMillis(1));
            assertThat(term.isValid()).isTrue();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            clock.advance(ofMillis(1));
            assertThat(term.isValid()).isFalse();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });

        assertThat(result).isEqualTo(RunOnceResult.LOST);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    @Tag("E-30")
    void theTimeCountsFromBeforeTheRequest() throws InterruptedException {
        coordination.after = () -> clock.advance(ofSeconds(4));

        builder().build().run(term -> assertThat(term.remaining()).isEqualTo(ofSeconds(26)));
    }

    @ParameterizedTest
    @ValueSource(longs = {30, 100})
    @Tag("E-30")
    void aTaskWhoseLockIsGrantedTooLateDoesNotRun(long seconds) throws InterruptedException {
        coordination.before = () -> clock.advance(ofSeconds(seconds)); // The backend grants it after that.
        RunOnce nightly = builder().atLeastFor(ofSeconds(30)).build();

        RunOnceResult result = nightly.run(term -> errors.add(new AssertionError("the task ran")));

        assertThat(result).isEqualTo(RunOnceResult.NOT_RUN);
        assertThat(errors).isEmpty();
        assertThat(isFree()).isTrue();
        assertThat(coordination.requests).containsExactly("tryAcquire", "release");
    }

    // ---- E-31 at least for

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 9999", "30000, 0", "30000, 29999", "10000, 4000"})
    @Tag("E-31")
    void theLockIsHeldForAtLeastFor(long atLeast, long taskTakes) throws InterruptedException {
        RunOnce nightly = builder().atLeastFor(ofMillis(atLeast)).build();
        assertThat(nightly.run(term -> clock.advance(ofMillis(taskTakes)))).isEqualTo(RunOnceResult.COMPLETED);

        if (taskTakes < atLeast) {
            clock.advance(ofMillis(atLeast - taskTakes).minusNanos(1));
            assertThat(isFree()).isFalse();
            assertThat(nightly.run(term -> {})).isEqualTo(RunOnceResult.NOT_RUN);
            clock.advance(ofNanos(1));
        }
        assertThat(isFree()).isTrue();
    }

    @Test
    @Tag("E-31")
    void atLeastForCountsFromTheGrant() throws InterruptedException {
        coordination.before = () -> {
            clock.advance(ofSeconds(4));
            coordination.before = () -> {};
        };
        builder().atLeastFor(ofSeconds(10)).build().run(term -> {});

        clock.advance(ofSeconds(10).minusNanos(1));
        assertThat(isFree()).isFalse();
        clock.advance(ofNanos(1));
        assertThat(isFree()).isTrue();
    }

    @Test
    @Tag("E-31")
    void theLockIsHeldForAtLeastForEvenIfTheTaskThrows() {
        RunOnce nightly = builder().atLeastFor(ofSeconds(10)).build();
        assertThatThrownBy(() -> nightly.run(term -> {
                    throw new IllegalStateException("no report");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no report");

        clock.advance(ofSeconds(10).minusNanos(1));
        assertThat(isFree()).isFalse();
        clock.advance(ofNanos(1));
        assertThat(isFree()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-31")
    void theLockIsHeldForAtLeastForEvenIfTheTaskFailsOrIsInterrupted(boolean interrupted) {
        RunOnce nightly = builder().atLeastFor(ofSeconds(10)).build();
        if (interrupted) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> nightly.run(term -> Thread.sleep(60_000)))
                    .isInstanceOf(InterruptedException.class);
        } else {
            assertThatThrownBy(() -> nightly.run(term -> {
                        throw new AssertionError("no report");
                    }))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("no report");
        }

        clock.advance(ofSeconds(10).minusNanos(1));
        assertThat(isFree()).isFalse();
        clock.advance(ofNanos(1));
        assertThat(isFree()).isTrue();
    }

    @Test
    @Tag("E-31")
    void renewalsDoNotChangeUntilWhenTheLockIsHeld() throws InterruptedException {
        builder().atLeastFor(ofSeconds(25)).keepAlive().build().run(term -> clock.advance(ofSeconds(21)));

        clock.advance(ofSeconds(4).minusNanos(1));
        assertThat(isFree()).isFalse();
        clock.advance(ofNanos(1));
        assertThat(isFree()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"PT30S, PT10S, PT-1H", "PT30S, PT30S, PT-0.000000001S", "PT876000H, PT876000H, PT-0.001S"})
    @Tag("E-31")
    void aClockThatGoesBackKeepsTheLockForAtLeastForAfterTheTask(Duration atMost, Duration atLeast, Duration set)
            throws InterruptedException {
        SettableClock settable = new SettableClock(clock);
        RunOnce nightly =
                builder().atMostFor(atMost).atLeastFor(atLeast).clock(settable).build();
        assertThat(nightly.run(term -> settable.deviation = set)).isEqualTo(RunOnceResult.COMPLETED);

        clock.advance(atLeast.minusNanos(1));
        assertThat(isFree()).isFalse();
        clock.advance(ofNanos(1));
        assertThat(isFree()).isTrue();
        assertThat(errors).isEmpty();
    }

    /** A clock that somebody sets. */
    private static final class SettableClock extends Clock {

        private final Clock clock;
        private Duration deviation = ZERO;

        SettableClock(Clock clock) {
            this.clock = clock;
        }

        @Override
        public Instant instant() {
            return clock.instant().plus(deviation);
        }

        @Override
        public ZoneId getZone() {
            return clock.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("zones");
        }
    }

    @Test
    @Tag("E-31")
    void withoutAtLeastForTheLockIsFreeWhenTheTaskHasEnded() throws InterruptedException {
        builder().build().run(term -> {});

        assertThat(isFree()).isTrue();
        assertThat(coordination.requests).containsExactly("tryAcquire", "release");
    }

    @Test
    @Tag("E-31")
    void theTermEndsWithTheTaskEvenIfTheLockIsStillHeld() throws InterruptedException {
        List<Term> terms = new ArrayList<>();
        builder().atLeastFor(ofSeconds(10)).build().run(terms::add);

        assertThat(terms.get(0).isValid()).isFalse();
        assertThat(isFree()).isFalse();
    }

    // ---- E-32 keep alive

    @Test
    @Tag("E-32")
    void theLockIsNotRenewedByDefault() throws InterruptedException {
        builder().build().run(term -> clock.advance(ofSeconds(29)));

        assertThat(coordination.requests).containsExactly("tryAcquire", "release");
    }

    @Test
    @Tag("E-32")
    void theLockIsRenewedEachThirdWhileTheTaskRunsAndNotAfterwards() throws InterruptedException {
        RunOnceResult result = builder().keepAlive().build().run(term -> {
            clock.advance(ofSeconds(10).minusNanos(1));
            assertThat(coordination.requests).containsExactly("tryAcquire");
            clock.advance(ofNanos(1));
            assertThat(coordination.requests).containsExactly("tryAcquire", "renew");
            assertThat(term.remaining()).isEqualTo(ofSeconds(30));
            clock.advance(ofMinutes(10));
            assertThat(coordination.requests).hasSize(1 + 61);
        });
        coordination.requests.clear();
        clock.advance(ofMinutes(10));

        assertThat(result).isEqualTo(RunOnceResult.COMPLETED);
        assertThat(coordination.requests).isEmpty();
        assertThat(isFree()).isTrue();
        assertThat(clock.pendingTasks()).isEmpty();
    }

    @Test
    @Tag("E-32")
    void aRenewalThatIsRefusedEndsTheTermAtOnce() throws InterruptedException {
        RunOnceResult result = builder().keepAlive().build().run(term -> {
            takeOver();
            clock.advance(ofSeconds(10).minusNanos(1));
            assertThat(term.isValid()).isTrue();
            clock.advance(ofNanos(1));
            assertThat(term.isValid()).isFalse();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });

        assertThat(result).isEqualTo(RunOnceResult.LOST);
        assertThat(holder()).contains("other");
        assertThat(errors).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-32")
    void aRenewalThatFailsIsRetriedUntilTheDeadline(boolean sent) throws InterruptedException {
        RunOnceResult result = builder().keepAlive().build().run(term -> {
            if (sent) {
                coordination.after = this::fail;
            } else {
                coordination.before = this::fail;
            }
            clock.advance(ofSeconds(30).minusNanos(1));
            assertThat(term.isValid()).isTrue();
            assertThat(coordination.requests) // At 10, 14, 18, 22 and 26 s.
                    .containsExactly("tryAcquire", "renew", "renew", "renew", "renew", "renew");
            clock.advance(ofNanos(1));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });

        assertThat(result).isEqualTo(RunOnceResult.LOST);
        assertThat(errors).hasSize(6).allMatch(CoordinationUnavailableException.class::isInstance);
    }

    @Test
    @Tag("E-32")
    void aRenewalThatSucceedsAfterFailuresKeepsTheLock() throws InterruptedException {
        RunOnceResult result = builder().keepAlive().build().run(term -> {
            coordination.before = this::fail;
            clock.advance(ofSeconds(25));
            coordination.before = () -> {};
            clock.advance(ofMinutes(5));
        });

        assertThat(result).isEqualTo(RunOnceResult.COMPLETED);
        assertThat(errors).hasSize(4);
    }

    @Test
    @Tag("E-32")
    void theDeadlineEndsTheTermEvenWhileARenewalHangs() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        List<Runnable> onThreads = new ArrayList<>();
        RunOnce nightly = builder().requestExecutor(onThreads::add).keepAlive().build();
        List<Future<?>> renewals = new ArrayList<>();

        RunOnceResult result = nightly.run(term -> {
            coordination.before = () -> {
                hangs.countDown();
                awaitUninterruptibly(answer);
            };
            clock.advance(ofSeconds(10));
            renewals.add(threads.submit(onThreads.remove(0)));
            assertThat(hangs.await(10, SECONDS)).isTrue();
            clock.advance(ofSeconds(20));
            assertThat(term.isValid()).isFalse();
            assertThat(Thread.interrupted()).isTrue();
            answer.countDown(); // Now the backend extends a lock that has ended here.
        });
        renewals.get(0).get(10, SECONDS);

        assertThat(result).isEqualTo(RunOnceResult.LOST);
        assertThat(isFree()).isTrue();
    }

    @Test
    @Tag("E-32")
    void aRenewalUnderWayDoesNotExtendTheLockAfterTheRelease() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        List<Runnable> onThreads = new ArrayList<>();
        RunOnce nightly = builder()
                .requestExecutor(onThreads::add)
                .atLeastFor(ofSeconds(15))
                .keepAlive()
                .build();
        List<Future<?>> renewals = new ArrayList<>();

        nightly.run(term -> {
            coordination.before = () -> {
                coordination.before = () -> {};
                hangs.countDown();
                awaitUninterruptibly(answer);
            };
            clock.advance(ofSeconds(10));
            renewals.add(threads.submit(onThreads.remove(0)));
            assertThat(hangs.await(10, SECONDS)).isTrue();
            threads.submit(answer::countDown); // At about the time of the release.
        });
        renewals.get(0).get(10, SECONDS);

        assertThat(coordination.requests).containsExactly("tryAcquire", "renew", "renew");
        clock.advance(ofSeconds(5).minusNanos(1));
        assertThat(isFree()).isFalse();
        clock.advance(ofNanos(1));
        assertThat(isFree()).isTrue();
    }

    @Test
    @Tag("E-32")
    void aRenewalThatBeginsAfterTheTaskHasEndedMakesNoRequest() throws InterruptedException {
        List<Runnable> onThreads = new ArrayList<>();
        RunOnce nightly = builder()
                .requestExecutor(onThreads::add)
                .atLeastFor(ofSeconds(15))
                .keepAlive()
                .build();
        nightly.run(term -> clock.advance(ofSeconds(10)));
        onThreads.remove(0).run();

        assertThat(coordination.requests).containsExactly("tryAcquire", "renew"); // The lock is kept for 5 s more.
        clock.advance(ofSeconds(5));
        assertThat(isFree()).isTrue();
    }

    @Test
    @Tag("E-30")
    void aRenewalExtendsTheLockFromWhenItWasSent() throws InterruptedException {
        List<Runnable> onThreads = new ArrayList<>();
        RunOnce nightly = builder().requestExecutor(onThreads::add).keepAlive().build();
        nightly.run(term -> {
            clock.advance(ofSeconds(10));
            coordination.before = () -> {
                coordination.before = () -> {};
                clock.advance(ofSeconds(5));
            };
            onThreads.remove(0).run();

            assertThat(term.remaining()).isEqualTo(ofSeconds(25));
        });
    }

    @Test
    @Tag("E-32")
    void aRunLeavesNoTimersBehind() throws InterruptedException {
        builder()
                .keepAlive()
                .build()
                .run(term -> assertThat(clock.pendingTasks()).hasSize(2));

        assertThat(clock.pendingTasks()).isEmpty();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // ---- E-33 loss

    @Test
    @Tag("E-33")
    void anInterruptForALossIsNotPassedOn() throws InterruptedException {
        RunOnceResult result = builder().build().run(term -> {
            clock.advance(ofSeconds(30));
            Thread.sleep(60_000);
        });

        assertThat(result).isEqualTo(RunOnceResult.LOST);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    @Tag("E-33")
    void anyOtherInterruptIsPassedOnAndTheLockIsReleased() {
        RunOnce nightly = builder().build();

        assertThatThrownBy(() -> nightly.run(term -> {
                    throw new InterruptedException("stop");
                }))
                .isInstanceOf(InterruptedException.class)
                .hasMessage("stop");
        assertThat(isFree()).isTrue();
    }

    @Test
    @Tag("E-33")
    void anExceptionOfATaskThatHasLostItsLockGoesToTheCaller() {
        RunOnce nightly = builder().build();

        assertThatThrownBy(() -> nightly.run(term -> {
                    clock.advance(ofSeconds(30));
                    throw new IllegalStateException("half a report");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("half a report");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    @Tag("E-33")
    void aTaskDoesNotRunIfTheSchedulerRejectsItsTimers() {
        RunOnce nightly = builder().atLeastFor(ofSeconds(10)).build();
        scheduler.shutdown();

        assertThatThrownBy(() -> nightly.run(term -> errors.add(new AssertionError("the task ran"))))
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(errors).isEmpty();
        assertThat(isFree()).isTrue();
    }

    @Test
    @Tag("E-33")
    void aLockWhoseNextRenewalTheSchedulerRejectsIsLostAtOnce() throws InterruptedException {
        RunOnceResult result = builder().keepAlive().build().run(term -> {
            scheduler.shutdown(); // Tasks that are due once still run.
            clock.advance(ofSeconds(10));
            assertThat(term.isValid()).isFalse();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });

        assertThat(result).isEqualTo(RunOnceResult.LOST);
        assertThat(errors).hasSize(1).allMatch(RejectedExecutionException.class::isInstance);
        assertThat(isFree()).isTrue();
    }

    @Test
    @Tag("E-33")
    void aLockWhoseDeadlineTimerTheSchedulerRejectsIsLostAtOnce() throws InterruptedException {
        List<Runnable> renewals = new ArrayList<>();
        RunOnceResult result = builder()
                .keepAlive()
                .requestExecutor(renewals::add)
                .build()
                .run(term -> {
                    clock.advance(ofSeconds(10));
                    renewals.get(0).run(); // The next renewal is scheduled, and the deadline is now at 40 s.
                    scheduler.shutdown();
                    clock.advance(ofSeconds(20).minusNanos(1));
                    assertThat(term.isValid()).isTrue();
                    clock.advance(ofNanos(1));
                    assertThat(term.isValid()).isFalse();
                });

        assertThat(result).isEqualTo(RunOnceResult.LOST);
        assertThat(errors).hasSize(1).allMatch(RejectedExecutionException.class::isInstance);
    }

    @Test
    @Tag("E-33")
    void aLockWhoseTimersTheSchedulerDropsIsLostAtItsDeadline() throws InterruptedException {
        RunOnceResult result = builder().keepAlive().build().run(term -> {
            scheduler.shutdownNow();
            clock.advance(ofSeconds(30));
            assertThat(term.isValid()).isFalse();
        });

        assertThat(result).isEqualTo(RunOnceResult.LOST);
    }

    @Test
    @Tag("E-32")
    void aRenewalThatItsExecutorRejectsIsRetried() throws InterruptedException {
        boolean[] rejects = {true};
        RunOnceResult result = builder()
                .keepAlive()
                .requestExecutor(renewal -> {
                    if (rejects[0]) {
                        throw new RejectedExecutionException("full");
                    }
                    renewal.run();
                })
                .build()
                .run(term -> {
                    clock.advance(ofSeconds(25));
                    rejects[0] = false; // The next attempt is at 26 s.
                    clock.advance(ofMinutes(5));
                });

        assertThat(result).isEqualTo(RunOnceResult.COMPLETED);
        assertThat(errors).hasSize(4).allMatch(RejectedExecutionException.class::isInstance);
    }

    @Test
    @Tag("E-33")
    void anInterruptOfTheCallerThatTheTaskIgnoresStays() throws InterruptedException {
        Thread.currentThread().interrupt();

        assertThat(builder().build().run(term -> {})).isEqualTo(RunOnceResult.COMPLETED);
        assertThat(Thread.interrupted()).isTrue();
    }

    // ---- E-34 release

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-34")
    void theReleaseWaitsForARenewalUnderWayEvenIfTheThreadIsInterrupted(boolean lost) throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch ends = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        List<Runnable> onThreads = new CopyOnWriteArrayList<>();
        List<Thread> runs = new CopyOnWriteArrayList<>();
        RunOnce nightly = builder().requestExecutor(onThreads::add).keepAlive().build();
        Future<String> run = threads.submit(() -> {
            runs.add(Thread.currentThread());
            RunOnceResult result = nightly.run(term -> {
                coordination.after = () -> { // The backend has extended the lock, but the reply does not come.
                    coordination.after = () -> {};
                    hangs.countDown();
                    awaitIgnoringInterrupts(answer);
                };
                clock.advance(ofSeconds(10));
                threads.execute(onThreads.remove(0));
                assertThat(hangs.await(10, SECONDS)).isTrue();
                clock.advance(lost ? ofSeconds(20) : ZERO);
                ends.countDown();
            });
            return result + " " + Thread.currentThread().isInterrupted();
        });
        assertThat(ends.await(10, SECONDS)).isTrue();
        awaitState(runs.get(0), Thread.State.WAITING);
        runs.get(0).interrupt();
        assertThat(run.isDone()).isFalse();
        assertThat(coordination.requests).containsExactly("tryAcquire", "renew");
        answer.countDown();

        assertThat(run.get(10, SECONDS)).isEqualTo((lost ? "LOST" : "COMPLETED") + " true");
        assertThat(coordination.requests).containsExactly("tryAcquire", "renew", "release");
        assertThat(isFree()).isTrue();
    }

    private static void awaitState(Thread thread, Thread.State state) {
        while (thread.getState() != state) {
            Thread.onSpinWait();
        }
    }

    @Test
    @Tag("E-34")
    void aRunNeverReleasesTheLockOfAnotherOne() throws InterruptedException {
        builder().build().run(term -> takeOver());

        assertThat(holder()).contains("other");
    }

    @Test
    @Tag("E-34")
    void atLeastForNeverExtendsTheLockOfAnotherOne() throws InterruptedException {
        builder().atLeastFor(ofSeconds(30)).build().run(term -> {
            takeOver();
            clock.advance(ofSeconds(29));
        });

        assertThat(holder()).contains("other");
        clock.advance(ofSeconds(1));
        assertThat(isFree()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10})
    @Tag("E-34")
    void aReleaseThatFailsIsToldAndTheLockExpires(int atLeast) throws InterruptedException {
        RunOnceResult result =
                builder().atLeastFor(ofSeconds(atLeast)).build().run(term -> coordination.before = this::fail);

        assertThat(result).isEqualTo(RunOnceResult.COMPLETED);
        assertThat(errors).hasSize(1).allMatch(CoordinationUnavailableException.class::isInstance);
        assertThat(isFree()).isFalse();
        clock.advance(ofSeconds(30));
        assertThat(isFree()).isTrue();
    }

    @Test
    @Tag("E-34")
    void anErrorHandlerThatThrowsChangesNothing() throws InterruptedException {
        RunOnce nightly = builder()
                .errorHandler(thrown -> {
                    throw new IllegalStateException("from the handler");
                })
                .build();

        assertThat(nightly.run(term -> coordination.before = this::fail)).isEqualTo(RunOnceResult.COMPLETED);
    }

    @Test
    @Tag("E-34")
    void theLockIsReleasedWhenTheTasksOnOtherThreadsHaveEnded() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        List<Future<Boolean>> others = new ArrayList<>();
        builder().build().run(term -> {
            others.add(threads.submit(() -> term.run(() -> {
                started.countDown();
                awaitIgnoringInterrupts(end);
            })));
            assertThat(started.await(10, SECONDS)).isTrue();
        });
        assertThat(isFree()).isFalse();
        end.countDown();

        assertThat(others.get(0).get(10, SECONDS)).isFalse();
        assertThat(isFree()).isTrue();
    }

    private static void awaitIgnoringInterrupts(CountDownLatch latch) {
        while (true) {
            try {
                assertThat(latch.await(10, SECONDS)).isTrue();
                return;
            } catch (InterruptedException e) {
                Thread.yield();
            }
        }
    }

    // ---- arguments

    @Test
    void refusesInvalidArguments() {
        assertThatThrownBy(() -> RunOnce.builder(coordination, "", "a", scheduler))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("election");
        assertThatThrownBy(() -> RunOnce.builder(coordination, "nightly", "", scheduler))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nodeId");
        assertThatThrownBy(() -> builder().incarnation("i".repeat(64 * 1024)).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nodeId");
        assertThatThrownBy(() -> builder().build().run(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("task must not be null");
        assertThat(coordination.requests).isEmpty();
    }

    static List<Duration> invalidTtls() {
        return List.of(ZERO, ofMillis(-1), ofDays(36_500).plusNanos(1));
    }

    @ParameterizedTest
    @MethodSource("invalidTtls")
    void refusesAnAtMostForThatIsNoTtl(Duration atMostFor) {
        assertThatThrownBy(() -> builder().atMostFor(atMostFor).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("atMostFor must be positive")
                .hasMessageEndingWith("but was " + atMostFor);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 999_999})
    void refusesAnAtMostForOfLessThanAMillisecond(long nanos) {
        assertThatThrownBy(() -> builder().atMostFor(ofNanos(nanos)).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("atMostFor must be at least 1 millisecond, but was " + ofNanos(nanos));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.001S", "PT0.0015S", "PT876000H"})
    @Tag("E-32")
    void theShortestAndTheLongestAtMostForCanBeKeptAlive(Duration atMostFor) throws InterruptedException {
        RunOnce nightly = builder().atMostFor(atMostFor).keepAlive().build();

        assertThat(nightly.run(term -> {
                    clock.advance(atMostFor.dividedBy(3).multipliedBy(5));
                    assertThat(coordination.requests)
                            .containsExactly("tryAcquire", "renew", "renew", "renew", "renew", "renew");
                }))
                .isEqualTo(RunOnceResult.COMPLETED);
        assertThat(isFree()).isTrue();
        assertThat(errors).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.000000001S", "PT30.000000001S"})
    void refusesAnAtLeastForThatDoesNotFit(Duration atLeastFor) {
        assertThatThrownBy(() -> builder().atLeastFor(atLeastFor).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("atLeastFor must not be negative, and at most atMostFor, PT30S, but was " + atLeastFor);
    }
}
