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
import java.io.IOException;
import java.time.Duration;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the rules of the elector on a fake clock. The lease lasts 15 s, so renewals are due each 5 s, and the deadline after 10 s. */
@CoordinationTest
class LeaderElectorTest {

    private final MemoryBackend backend;
    private final FakeClock clock;
    private final ScheduledExecutorService scheduler;
    private final ScriptedCoordination coordination;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<Term> terms = new CopyOnWriteArrayList<>();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    LeaderElectorTest(
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

    private LeaderElectorBuilder builder(String node) {
        return LeaderElector.builder(coordination, "report", node, scheduler)
                .clock(clock)
                .errorHandler(errors::add)
                .onElected(term -> {
                    terms.add(term);
                    told.add(node + " elected");
                })
                .onLost((term, reason) -> told.add(node + " lost: " + reason));
    }

    private LeaderElector leader() {
        LeaderElector elector = builder("a").start();
        clock.advance(ofMillis(1));
        assertThat(told).containsExactly("a elected");
        return elector;
    }

    private Optional<String> holder() {
        return coordination.currentLeader("report").map(held -> held.nodeId());
    }

    private void takeOver() {
        coordination.release("report", holder().orElseThrow());
        assertThat(backend.connect().leaderElection().tryAcquire("report", "other", ofSeconds(15)))
                .isPresent();
    }

    private static RuntimeException unavailable() {
        return new CoordinationUnavailableException("the backend is unavailable");
    }

    @Test
    @Tag("E-01")
    void aRestartedElectorDoesNotContinueTheTermOfItsPredecessor() {
        LeaderElector first = leader();
        LeaderElector second = builder("a").start();
        clock.advance(ofMillis(1));

        assertThat(second.nodeId()).startsWith("a#").isNotEqualTo(first.nodeId());
        assertThat(holder()).contains(first.nodeId());
        assertThat(second.term()).isEmpty();
    }

    @Test
    @Tag("E-02")
    void callbacksComeInPairsWhateverEndsTheTerm() {
        LeaderElector elector = leader();
        takeOver();
        clock.advance(ofSeconds(20));
        elector.resign();
        clock.advance(ofSeconds(5));
        coordination.before = () -> {
            throw unavailable();
        };
        clock.advance(ofSeconds(15));
        coordination.before = () -> {};
        clock.advance(ofSeconds(15));
        elector.close();

        assertThat(told)
                .containsExactly(
                        "a elected",
                        "a lost: REFUSED",
                        "a elected",
                        "a lost: RESIGNED",
                        "a elected",
                        "a lost: EXPIRED",
                        "a elected",
                        "a lost: CLOSED");
        assertThat(terms).extracting(Term::fencingToken).isSorted().doesNotHaveDuplicates();
    }

    @Test
    @Tag("E-03")
    void theDeadlineCountsFromBeforeTheRequest() {
        List<Runnable> requests = new ArrayList<>();
        LeaderElector elector = builder("a").requestExecutor(requests::add).start();
        clock.advance(ofMillis(1));
        coordination.after = () -> clock.advance(ofSeconds(4));
        requests.remove(0).run();
        assertThat(elector.term().orElseThrow().remaining()).isEqualTo(ofSeconds(6));

        clock.advance(ofSeconds(1)); // A renewal is due 5 s after the first request, and takes 4 s.
        requests.remove(0).run();
        assertThat(elector.term().orElseThrow().remaining()).isEqualTo(ofSeconds(6));
    }

    @Test
    @Tag("E-03")
    void aGrantThatArrivesAfterItsDeadlineIsReleased() {
        List<Runnable> requests = new ArrayList<>();
        builder("a").requestExecutor(requests::add).start();
        clock.advance(ofMillis(1));
        coordination.after = () -> clock.advance(ofSeconds(10));
        requests.remove(0).run();
        coordination.after = () -> {};
        clock.advance(ofMillis(1));
        requests.remove(0).run();

        assertThat(coordination.requests).containsExactly("tryAcquire", "release");
        assertThat(holder()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    @Tag("E-04")
    void aTermIsNotValidFromItsDeadlineOn() {
        leader();
        coordination.before = () -> {
            throw unavailable();
        };
        Term term = terms.get(0);
        clock.advance(term.remaining().minusMillis(1));
        assertThat(term.isValid()).isTrue();
        clock.advance(ofMillis(1));

        assertThat(term.isValid()).isFalse();
        assertThat(term.remaining()).isZero();
        coordination.before = () -> {};
        clock.advance(ofSeconds(60));
        assertThat(term.isValid()).isFalse();
    }

    @Test
    @Tag("E-05")
    void aRefusedRenewalEndsTheTermAtOnce() {
        leader();
        takeOver();
        clock.advance(ofSeconds(5));

        assertThat(told).containsExactly("a elected", "a lost: REFUSED");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-06")
    void failedRenewalsAreRetriedUntilTheDeadline(boolean isUnavailable) {
        leader();
        coordination.before = () -> {
            throw isUnavailable ? unavailable() : new IllegalStateException("unexpected");
        };
        coordination.requests.clear();
        clock.advance(ofMillis(9_900));
        assertThat(coordination.requests).containsExactly("renew", "renew", "renew"); // After 5, 7 and 9 s.
        assertThat(told).containsExactly("a elected");
        assertThat(errors).hasSize(3);
        coordination.before = () -> {};
        clock.advance(ofMillis(100));
        assertThat(told).containsExactly("a elected", "a lost: EXPIRED");
    }

    @Test
    @Tag("E-06")
    void aRetryThatSucceedsKeepsTheTerm() {
        leader();
        coordination.before = () -> {
            throw unavailable();
        };
        clock.advance(ofSeconds(6));
        coordination.before = () -> {};
        clock.advance(ofSeconds(60));

        assertThat(told).containsExactly("a elected");
    }

    @Test
    @Tag("E-07")
    void theDeadlineDoesNotWaitForARenewalThatHangs() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        LeaderElector elector = builder("a")
                .requestExecutor(threads)
                .callbackExecutor(Runnable::run)
                .start();
        clock.advance(ofMillis(1));
        awaitTold("a elected");
        coordination.before = () -> {
            hangs.countDown();
            await(returns);
        };
        clock.advance(ofSeconds(5));
        await(hangs);
        clock.advance(ofSeconds(5));

        assertThat(told).containsExactly("a elected", "a lost: EXPIRED");
        assertThat(elector.term()).isEmpty();

        coordination.before = () -> {};
        returns.countDown(); // The renewal succeeds, and the term is released.
        elector.close();
        assertThat(told).containsExactly("a elected", "a lost: EXPIRED");
        assertThat(holder()).isEmpty();
    }

    @Test
    @Tag("E-08")
    void aRenewalIsOneRequest() {
        leader();
        coordination.requests.clear();
        clock.advance(ofSeconds(15));

        assertThat(coordination.requests).containsExactly("renew", "renew", "renew");
    }

    @Test
    @Tag("E-08")
    void aCandidateAsksOnceEachRetryPeriod() {
        assertThat(backend.connect().leaderElection().tryAcquire("report", "other", ofSeconds(15)))
                .isPresent();
        builder("a").start();
        clock.advance(ofMillis(6_500));

        assertThat(coordination.requests).containsOnly("tryAcquire").hasSize(4); // After 0, 2, 4 and 6 s.
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-09")
    void anElectorCampaignsUntilItIsClosed(boolean isUnavailable) {
        coordination.before = () -> {
            throw isUnavailable ? unavailable() : new IllegalStateException("unexpected");
        };
        builder("a").start();
        clock.advance(ofSeconds(60));
        assertThat(told).isEmpty();
        coordination.before = () -> {};
        clock.advance(ofSeconds(2));

        assertThat(told).containsExactly("a elected");
    }

    @Test
    @Tag("E-10")
    void whatCallbacksThrowChangesNothing() {
        LeaderElector elector = builder("a")
                .onElected(term -> {
                    told.add("elected");
                    throw new IllegalStateException("onElected");
                })
                .onLost((term, reason) -> {
                    told.add("lost");
                    throw new IOException("onLost");
                })
                .start();
        clock.advance(ofSeconds(60));
        assertThat(told).containsExactly("elected");
        elector.resign();
        clock.advance(ofSeconds(3));

        assertThat(told).containsExactly("elected", "lost", "elected");
        assertThat(errors).extracting(Throwable::getMessage).containsExactly("onElected", "onLost", "onElected");
    }

    @Test
    @Tag("E-10")
    void aCallbackThatBlocksDelaysNeitherRenewalsNorTheDeadline() throws Exception {
        CountDownLatch blocks = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        LeaderElector elector = builder("a")
                .callbackExecutor(threads)
                .onElected(term -> {
                    terms.add(term);
                    blocks.countDown();
                    await(returns);
                })
                .start();
        clock.advance(ofMillis(1));
        await(blocks);
        coordination.requests.clear();
        clock.advance(ofSeconds(20));
        assertThat(coordination.requests).containsExactly("renew", "renew", "renew", "renew");
        assertThat(terms.get(0).isValid()).isTrue();

        coordination.before = () -> {
            throw unavailable();
        };
        clock.advance(ofSeconds(10));
        assertThat(terms.get(0).isValid()).isFalse();
        assertThat(elector.term()).isEmpty();
        assertThat(told).isEmpty();
        returns.countDown();
        elector.close();
        assertThat(told).containsExactly("a lost: EXPIRED");
    }

    @Test
    @Tag("E-11")
    void aTaskIsInterruptedAtTheLoss() throws Exception {
        LeaderElector elector = leader();
        CountDownLatch works = new CountDownLatch(1);
        Future<Boolean> result = threads.submit(() -> terms.get(0).run(() -> {
            works.countDown();
            Thread.sleep(60_000);
        }));
        await(works);
        elector.resign();

        assertThat(result.get(10, SECONDS)).isFalse();
        assertThat(terms.get(0).run(() -> told.add("works"))).isFalse();
        assertThat(told).doesNotContain("works");
    }

    @Test
    @Tag("E-11")
    void theThreadIsNotInterruptedAfterTheTask() throws Exception {
        LeaderElector elector = leader();

        assertThat(terms.get(0).run(() -> {
                    elector.resign();
                    told.add("interrupted: " + Thread.currentThread().isInterrupted());
                }))
                .isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(told).contains("interrupted: true");
    }

    @Test
    @Tag("E-11")
    void aTaskThatEndsInTheTermHasRun() throws Exception {
        leader();

        assertThat(terms.get(0).run(() -> told.add("works"))).isTrue();
        assertThatThrownBy(() -> terms.get(0).run(() -> {
                    throw new InterruptedException("by somebody else");
                }))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    @Tag("E-12")
    void theTermIsReleasedOnlyAfterItsTasksHaveEnded() throws Exception {
        LeaderElector elector = leader();
        CountDownLatch works = new CountDownLatch(1);
        CountDownLatch ends = new CountDownLatch(1);
        Future<Boolean> result = threads.submit(() -> terms.get(0).run(() -> {
            works.countDown();
            awaitInterrupted(ends);
        }));
        await(works);
        elector.close();
        assertThat(told).containsExactly("a elected", "a lost: CLOSED");
        assertThat(holder()).contains(elector.nodeId());
        ends.countDown();

        assertThat(result.get(10, SECONDS)).isFalse();
        assertThat(holder()).isEmpty();
    }

    @Test
    @Tag("E-12")
    void aReleaseIsRepeatedUntilItIsAnswered() {
        LeaderElector elector = leader();
        coordination.before = () -> {
            throw unavailable();
        };
        elector.resign();
        clock.advance(ofSeconds(3));
        coordination.before = () -> {};
        coordination.requests.clear();
        clock.advance(ofSeconds(2));

        assertThat(coordination.requests).containsExactly("release");
        assertThat(holder()).isEmpty();
    }

    @Test
    @Tag("E-13")
    void afterResigningOthersGetAChance() {
        LeaderElector elector = leader();
        assertThat(elector.resign()).isTrue();
        assertThat(elector.resign()).isFalse();
        clock.advance(ofMillis(1));
        assertThat(told).containsExactly("a elected", "a lost: RESIGNED");
        assertThat(holder()).isEmpty();
        clock.advance(ofMillis(1_998));
        assertThat(holder()).isEmpty();
        clock.advance(ofMillis(1));

        assertThat(holder()).contains(elector.nodeId());
        assertThat(told).containsExactly("a elected", "a lost: RESIGNED", "a elected");
    }

    @Test
    @Tag("E-14")
    void closingEndsTheTermAndReleasesIt() {
        LeaderElector elector = leader();
        elector.close();
        elector.close();

        assertThat(told).containsExactly("a elected", "a lost: CLOSED");
        assertThat(holder()).isEmpty();
        coordination.requests.clear();
        clock.advance(ofSeconds(60));
        assertThat(coordination.requests).isEmpty();
    }

    @Test
    @Tag("E-14")
    void closingReleasesATermWhoseGrantWasLost() {
        coordination.after = () -> {
            throw unavailable();
        };
        LeaderElector elector = builder("a").start();
        clock.advance(ofMillis(1));
        assertThat(holder()).contains(elector.nodeId());
        coordination.after = () -> {};
        elector.close();

        assertThat(holder()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    @Tag("E-14")
    void closingWaitsForACallback() throws Exception {
        CountDownLatch blocks = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        LeaderElector elector = builder("a")
                .callbackExecutor(threads)
                .onElected(term -> {
                    blocks.countDown();
                    await(returns);
                    told.add("a elected");
                })
                .start();
        clock.advance(ofMillis(1));
        await(blocks);
        Future<?> closing = threads.submit(elector::close);
        assertThat(closing.isDone()).isFalse();
        returns.countDown();
        closing.get(10, SECONDS);

        assertThat(told).containsExactly("a elected", "a lost: CLOSED");
        assertThat(holder()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"onElected", "onLost"})
    @Tag("E-14")
    void aCallbackMayClose(String callback) {
        LeaderElector[] elector = new LeaderElector[1];
        elector[0] = builder("a")
                .onElected(term -> {
                    told.add("elected");
                    if (callback.equals("onElected")) {
                        elector[0].close();
                    }
                    told.add("end of onElected");
                })
                .onLost((term, reason) -> {
                    elector[0].close();
                    told.add("lost: " + reason);
                })
                .start();
        clock.advance(ofMillis(1));
        elector[0].resign();
        clock.advance(ofMillis(1));

        String reason = callback.equals("onElected") ? "CLOSED" : "RESIGNED";
        assertThat(told).containsExactly("elected", "end of onElected", "lost: " + reason);
        assertThat(holder()).isEmpty();
        clock.advance(ofSeconds(60));
        assertThat(told).hasSize(3);
    }

    @Test
    @Tag("E-15")
    void aSchedulerThatRefusesTheNextRenewalEndsTheTerm() {
        leader();
        scheduler.shutdown(); // Tasks that are due once still run.
        clock.advance(ofSeconds(5));

        assertThat(told).containsExactly("a elected", "a lost: SCHEDULER_SHUT_DOWN");
        assertThat(holder()).isEmpty();
        assertThat(errors)
                .hasOnlyElementsOfType(RejectedExecutionException.class)
                .isNotEmpty();
    }

    @Test
    @Tag("E-15")
    void aSchedulerThatDropsItsTasksLeavesTheLossToClose() {
        LeaderElector elector = leader();
        scheduler.shutdownNow();
        clock.advance(ofSeconds(10));
        assertThat(terms.get(0).isValid()).isFalse();
        assertThat(told).containsExactly("a elected");
        elector.close();

        assertThat(told).containsExactly("a elected", "a lost: EXPIRED");
        assertThat(holder()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-04")
    void aTermThatHasExpiredUnnoticedIsLostAsExpired(boolean resigns) {
        LeaderElector elector = leader();
        scheduler.shutdownNow(); // So that nothing notices the deadline.
        clock.advance(ofSeconds(60));
        if (resigns) {
            elector.resign();
        }
        elector.close();

        assertThat(told).containsExactly("a elected", "a lost: EXPIRED");
    }

    @Test
    @Tag("E-15")
    void aSchedulerThatIsShutDownRefusesANewElector() {
        scheduler.shutdown();

        assertThatThrownBy(() -> builder("a").start()).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    @Tag("E-15")
    void anExecutorThatRejectsARequestIsAskedAgain() {
        boolean[] rejects = {true};
        builder("a")
                .requestExecutor(task -> {
                    if (rejects[0]) {
                        throw new RejectedExecutionException("full");
                    }
                    task.run();
                })
                .start();
        clock.advance(ofSeconds(10));
        assertThat(told).isEmpty();
        rejects[0] = false;
        clock.advance(ofSeconds(2));

        assertThat(told).containsExactly("a elected");
    }

    @ParameterizedTest
    @CsvSource({
        "PT15S, PT5S, PT2S",
        "PT15S, PT15S, PT2S",
        "PT15S, PT10S, PT10S",
        "PT15S, PT10S, PT0S",
        "PT0S, PT10S, PT2S"
    })
    void durationsThatDoNotFitTogetherAreRefused(Duration lease, Duration deadline, Duration retry) {
        assertThatThrownBy(() -> builder("a")
                        .leaseDuration(lease)
                        .renewDeadline(deadline)
                        .retryPeriod(retry)
                        .start())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "P36501D", "PT9223372036854775807S"})
    void aLeaseDurationThatIsNoTtlIsRefused(Duration lease) {
        assertThatThrownBy(() -> builder("a").leaseDuration(lease).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("leaseDuration must be positive and at most 36500 days (G-02), but was " + lease);
    }

    private void awaitTold(String what) throws InterruptedException {
        long end = System.nanoTime() + SECONDS.toNanos(10);
        while (!told.contains(what) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(told).contains(what);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits even if the thread is interrupted. */
    private static void awaitInterrupted(CountDownLatch latch) {
        while (true) {
            try {
                assertThat(latch.await(10, SECONDS)).isTrue();
                return;
            } catch (InterruptedException e) {
                Thread.yield();
            }
        }
    }
}
