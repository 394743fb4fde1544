// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import dev.coordination.DistributedCoordination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Threads that make calls of every kind on the handles of a family, until they are stopped, and what came of it. */
final class Load {

    private static final int CHANNELS = 2;
    private static final int LONGEST_PAUSE_NANOS = 16_000_000;

    private final Family family;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Map<String, Throwable> failures = new LinkedHashMap<>();
    private final Calls calls;
    private final CounterWorker.Shared counters = new CounterWorker.Shared();
    private final RegisterWorker.Shared registers = new RegisterWorker.Shared();
    private final SwapWorker.Shared swaps;
    private final KeyWorker.Shared keys = new KeyWorker.Shared();
    private final CandidateWorker.Shared elections = new CandidateWorker.Shared();
    private final MemberWorker.Shared members = new MemberWorker.Shared();
    private final Channels channels;

    /**
     * Creates a load that has not started yet.
     *
     * @param lossBound how soon a subscription whose connection is lost says so
     */
    Load(Family family, Calls calls, Duration lossBound) {
        this.family = family;
        this.calls = calls;
        swaps = new SwapWorker.Shared(family);
        channels = new Channels(CHANNELS, lossBound);
        for (int i = 0; i < 2; i++) {
            workers.add(new CounterWorker(family, calls, counters));
            workers.add(new RegisterWorker(family, calls, registers));
            workers.add(new SwapWorker(family, calls, swaps));
            workers.add(new MemberWorker(family, calls, members));
        }
        workers.add(new KeyWorker(family, calls, keys));
        for (int i = 0; i < 3; i++) {
            workers.add(new CandidateWorker(family, calls, elections));
        }
        if (family.pubSub() != PubSubLoad.NONE) {
            for (int i = 0; i < CHANNELS; i++) {
                workers.add(new PublisherWorker(family, calls, channels, i));
            }
            workers.add(new PollingWorker(family, calls, channels, false));
            workers.add(new ListeningWorker(family, calls, channels));
        }
        if (family.pubSub() == PubSubLoad.ALL) {
            workers.add(new PollingWorker(family, calls, channels, true));
        }
    }

    void start(long seed) {
        for (int i = 0; i < workers.size(); i++) {
            Worker worker = workers.get(i);
            RandomGenerator random = new SplittableRandom(seed + i);
            Thread thread = new Thread(
                    () -> work(worker, random),
                    "load-" + family.name() + "-" + worker.getClass().getSimpleName() + "-" + i);
            thread.setDaemon(true); // a call that hangs must not keep the JVM alive
            threads.add(thread);
            thread.start();
        }
    }

    private void work(Worker worker, RandomGenerator random) {
        try {
            while (!stopped.get()) {
                worker.step(random);
                LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_NANOS));
            }
        } catch (Throwable e) {
            synchronized (failures) {
                failures.put(Thread.currentThread().getName(), e);
            }
        }
    }

    /** Stops the load. Returns the threads that have not ended in time. */
    List<Thread> stop(Duration bound) throws InterruptedException {
        stopped.set(true);
        long start = System.nanoTime();
        List<Thread> alive = new ArrayList<>();
        for (Thread thread : threads) {
            long left = bound.minusNanos(System.nanoTime() - start).toMillis();
            thread.join(Math.max(1, left));
            if (thread.isAlive()) {
                alive.add(thread);
            }
        }
        return alive;
    }

    /** Returns which invariants are broken, when the load is stopped and the servers work. */
    List<String> broken() throws Exception {
        List<String> broken = new ArrayList<>();
        failures.forEach((thread, failure) -> broken.add(thread + " failed: " + failure));
        for (Worker worker : workers) {
            worker.finish();
        }
        broken.addAll(counters.broken(family));
        broken.addAll(registers.broken(family, calls));
        broken.addAll(swaps.broken(family));
        broken.addAll(keys.broken());
        broken.addAll(elections.broken(family));
        broken.addAll(members.broken(family));
        broken.addAll(channels.broken(family.oneServer()));
        return broken.stream().map(problem -> family.name() + ": " + problem).toList();
    }

    /** Returns the handles that do not make a call of every kind in time, although the servers work. */
    List<String> unusable(Duration bound) {
        List<String> broken = new ArrayList<>();
        for (DistributedCoordination handle : family.handles()) {
            EveryCall every = new EveryCall(family, handle);
            long start = System.nanoTime();
            String failure = every.failure();
            while (failure != null && System.nanoTime() - start < bound.toNanos()) {
                LockSupport.parkNanos(LONGEST_PAUSE_NANOS);
                failure = every.failure();
            }
            if (failure != null) {
                broken.add(family.name() + ": " + handle + " does not work " + bound.toSeconds()
                        + " s after the last fault: " + failure);
            }
        }
        return broken;
    }

    String summary() {
        return "- " + family.name() + ", elections: " + elections.summary() + "\n- " + family.name() + ", channels: "
                + channels.summary() + "\n";
    }
}
