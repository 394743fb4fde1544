// SPDX-License-Identifier: Apache-2.0
package dev.coordination.lincheck;

import dev.coordination.benchmarks.explored.Scenario;
import dev.coordination.benchmarks.explored.Storage;
import dev.coordination.memory.MemoryBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.Lincheck;

/** Runs a program with two nodes in Lincheck. Each node is a thread, and another thread moves time. */
final class LincheckVerdict {

    /** The number of schedules after which Lincheck gives up. */
    static final int SCHEDULES = 10_000;

    private static final int NODES = 2;
    private static final Duration STEP = Duration.ofSeconds(30);

    private LincheckVerdict() {}

    /** Returns whether Lincheck finds a failure. */
    static boolean fails(Scenario scenario) {
        try {
            Lincheck.runConcurrentTest(SCHEDULES, () -> run(scenario));
            return false;
        } catch (AssertionError found) {
            return true;
        }
    }

    /** Runs the program in one schedule. */
    private static void run(Scenario scenario) {
        MemoryBackend backend = MemoryBackend.create();
        Storage storage = scenario.storage();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            String id = Scenario.id(i);
            threads.add(new Thread(() -> {
                try {
                    scenario.run(backend.connect(id), id, storage);
                } catch (Throwable thrown) {
                    failure.set(thrown);
                }
            }));
        }
        if (scenario.timeSteps() > 0) {
            threads.add(new Thread(() -> {
                for (int i = 0; i < scenario.timeSteps(); i++) {
                    backend.clock().advance(STEP);
                }
            }));
        }
        threads.forEach(Thread::start);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
        scenario.check(backend.connect("reader"), storage, NODES);
    }
}
