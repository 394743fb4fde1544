// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.CoordinationCall;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.Operation;
import dev.coordination.memory.MemoryBackend;
import dev.coordination.recipes.LeaderElector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Leader electors on one scheduler in memory and in real time, each of which leads an election of its own. */
final class ElectorCrowd implements AutoCloseable {

    /** The threads of the scheduler, as many as processors on a small machine. */
    static final int THREADS = 2;

    private static final long PATIENCE_SECONDS = 30;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Duration lease;
    private final Set<Thread> threadsBefore = threads();
    private final MemoryBackend backend;
    private final ScheduledExecutorService scheduler;
    private final List<LeaderElector> electors = new ArrayList<>();
    private final CountDownLatch elected;
    private final AtomicInteger lost = new AtomicInteger();

    /** When the last request of each election was made. */
    private final Map<String, Instant> lastRequests = new ConcurrentHashMap<>();

    private volatile boolean counting;
    private final LongAdder requests = new LongAdder();
    private final Queue<Duration> lateness = new ConcurrentLinkedQueue<>();

    /**
     * What was seen.
     *
     * @param seconds how long it was watched
     * @param threads the threads that have begun since before the crowd was created
     * @param requests the requests of all kinds
     * @param lostBefore the terms that were lost while the electors started, and the code was cold
     * @param lost the terms that were lost while the electors were watched
     * @param millisLate how much later each renewal was made than a third of the lease after the request before it
     */
    record Renewals(double seconds, int threads, long requests, int lostBefore, int lost, double... millisLate) {

        int renewals() {
            return millisLate.length;
        }
    }

    /** Starts all electors at once, so that their renewals are due at nearly the same times. */
    ElectorCrowd(int count, Duration lease) throws InterruptedException {
        this.lease = lease;
        this.elected = new CountDownLatch(count);
        this.backend = MemoryBackend.builder().realTime().onCall(this::called).build();
        this.scheduler = Executors.newScheduledThreadPool(THREADS);
        boolean complete = false;
        try {
            DistributedCoordination coordination = backend.connect();
            for (int i = 0; i < count; i++) {
                electors.add(LeaderElector.builder(coordination, "election-" + i, "node", scheduler)
                        .leaseDuration(lease)
                        .onElected(term -> elected.countDown())
                        .onLost((term, reason) -> lost.incrementAndGet())
                        .start());
            }
            if (!elected.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(elected.getCount() + " electors do not lead");
            }
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    /** Several threads call this at once, but only one for each election. */
    private void called(CoordinationCall call) {
        if (counting) {
            requests.increment();
        }
        Object first = call.arguments().get(0);
        if (call.operation() == Operation.LEADER_ELECTION_TRY_ACQUIRE) {
            lastRequests.put((String) first, call.at());
        } else if (call.operation() == Operation.LEADER_ELECTION_RENEW && Boolean.TRUE.equals(call.result())) {
            Instant last = lastRequests.put(((Leadership) first).election(), call.at());
            if (counting) {
                lateness.add(Duration.between(last.plus(lease.dividedBy(3)), call.at()));
            }
        }
    }

    /** Lets the electors renew their terms for a time. */
    Renewals renew(Duration time) throws InterruptedException {
        Thread.sleep(lease.toMillis()); // Everyone has renewed a term, and the code is warm.
        long start = System.nanoTime();
        int lostBefore = lost.get();
        counting = true;
        Thread.sleep(time.toMillis());
        Set<Thread> begun = threads();
        counting = false;
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        begun.removeAll(threadsBefore);
        return new Renewals(
                seconds,
                begun.size(),
                requests.sum(),
                lostBefore,
                lost.get() - lostBefore,
                lateness.stream()
                        .mapToDouble(late -> late.toNanos() / NANOS_PER_MILLI)
                        .toArray());
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    @Override
    public void close() {
        electors.forEach(LeaderElector::close);
        scheduler.shutdownNow();
        backend.close();
    }
}
