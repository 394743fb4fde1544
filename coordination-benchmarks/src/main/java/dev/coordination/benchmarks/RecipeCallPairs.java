// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.memory.MemoryBackend;
import dev.coordination.recipes.FencedLock;
import dev.coordination.recipes.HeldLock;
import dev.coordination.recipes.LeaderElector;
import dev.coordination.recipes.RateLimiter;
import dev.coordination.recipes.Term;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The calls of recipes, each with the call that it makes on the port, both in memory and in real time. */
final class RecipeCallPairs implements AutoCloseable {

    /** Nothing expires meanwhile. */
    private static final Duration TTL = Duration.ofHours(1);

    private static final long PATIENCE_SECONDS = 30;

    private final MemoryBackend backend = MemoryBackend.inRealTime();
    private final DistributedCoordination coordination = backend.connect();
    private final LeaderElection elections = coordination.leaderElection();
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);

    /** Unlike the other one, removes a timer as soon as it is cancelled, rather than when it would have been due. */
    private final ScheduledThreadPoolExecutor removing = removing();

    /** A call of a recipe, and what it is compared with. */
    record Pair(String name, Supplier<?> recipe, String beside, Supplier<?> call) {}

    private final List<Pair> pairs = List.of(
            lock(),
            renewingLock("cancelled timers removed", removing),
            renewal(),
            limiter(),
            validity(),
            renewingLock("cancelled timers kept", scheduler));

    List<Pair> pairs() {
        return pairs;
    }

    private Pair lock() {
        FencedLock lock = FencedLock.builder(coordination, "lock", scheduler)
                .leaseDuration(TTL)
                .build();
        return new Pair(
                "FencedLock.tryLock and close",
                () -> lockAndClose(lock),
                "tryAcquire and release",
                () -> acquireAndRelease("bare-lock"));
    }

    private static ScheduledThreadPoolExecutor removing() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(2);
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    /** Each of these sets a timer and cancels it. */
    private Pair renewingLock(String name, ScheduledExecutorService timers) {
        FencedLock lock =
                FencedLock.builder(coordination, name, timers).renewing().build();
        return new Pair(
                "the same with renewing(), " + name,
                () -> lockAndClose(lock),
                "tryAcquire and release",
                () -> acquireAndRelease("bare, " + name));
    }

    private static long lockAndClose(FencedLock lock) {
        try (HeldLock held = lock.tryLock().orElseThrow()) {
            return held.fencingToken();
        }
    }

    private long acquireAndRelease(String election) {
        Leadership held = elections.tryAcquire(election, "node", TTL).orElseThrow();
        check(elections.release(held));
        return held.fencingToken();
    }

    private Pair renewal() {
        HeldLock held = FencedLock.builder(coordination, "renewed-lock", scheduler)
                .leaseDuration(TTL)
                .build()
                .tryLock()
                .orElseThrow();
        Leadership bare = elections.tryAcquire("bare-renewed-lock", "node", TTL).orElseThrow();
        return new Pair("HeldLock.renew", () -> check(held.renew()), "renew", () -> check(elections.renew(bare, TTL)));
    }

    private Pair limiter() {
        RateLimiter limiter = RateLimiter.fixedWindow(coordination, "limiter", Integer.MAX_VALUE, TTL);
        return new Pair(
                "RateLimiter.tryAcquire, fixed window",
                () -> check(limiter.tryAcquire()),
                "increment with a TTL",
                () -> coordination.cache().increment("bare-counter", 1, TTL));
    }

    private Pair validity() {
        CompletableFuture<Term> elected = new CompletableFuture<>();
        LeaderElector unused = LeaderElector.builder(coordination, "election", "node", scheduler)
                .leaseDuration(TTL)
                .onElected(elected::complete)
                .start();
        Term term = elected.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        return new Pair("Term.isValid", () -> check(term.isValid()), "nothing", () -> Boolean.TRUE);
    }

    private static boolean check(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("a call was refused");
        }
        return true;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        removing.shutdownNow();
        backend.close();
    }
}
