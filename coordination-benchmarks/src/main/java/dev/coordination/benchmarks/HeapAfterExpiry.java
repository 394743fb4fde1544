// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.SharedCache;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Measures the heap of a backend when empty, with many entries, and after these have expired without further access. */
final class HeapAfterExpiry {

    /** How time passes until the entries expire. */
    enum Time {
        FAKE {
            @Override
            Backend backend() {
                FakeClock clock = FakeClock.create();
                return new Backend(MemoryBackend.builder().clock(clock).build(), clock::advance);
            }
        },
        REAL {
            @Override
            Backend backend() {
                return new Backend(MemoryBackend.inRealTime(), duration -> waitFor(duration.plus(TIME_TO_FREE)));
            }
        };

        abstract Backend backend();

        private static void waitFor(Duration duration) {
            long end = System.nanoTime() + duration.toNanos();
            for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    /** A backend, and a function that lets its time pass. */
    private record Backend(MemoryBackend memory, Consumer<Duration> passing) {}

    private static final double BYTES_PER_MEGABYTE = 1e6;

    /** An expired entry is freed within a second, or slightly later if there are as many entries as here. */
    private static final Duration TIME_TO_FREE = Duration.ofSeconds(3);

    private HeapAfterExpiry() {}

    /** Returns a TTL in which a quiet machine adds all entries and measures the heap. */
    private static Duration ttl(int entries) {
        return Duration.ofSeconds(2)
                .plus(Duration.ofMillis(28).multipliedBy(entries).dividedBy(1_000));
    }

    /**
     * Returns the heap in megabytes when empty, when full, and after expiry. It is measured in a new JVM, where nothing
     * else runs.
     */
    static List<Double> measure(int entries, Time time) throws IOException, InterruptedException {
        Process java = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx2g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeapAfterExpiry.class.getName(),
                        Integer.toString(entries),
                        time.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(java.getInputStream().readAllBytes());
        if (java.waitFor() != 0) {
            throw new IllegalStateException("the JVM that measures the heap failed");
        }
        return Stream.of(printed.trim().split(" ")).map(Double::valueOf).toList();
    }

    public static void main(String[] arguments) {
        int entries = Integer.parseInt(arguments[0]);
        Time time = Time.valueOf(arguments[1]);
        Duration ttl = ttl(entries);
        // In real time, entries expire too early on a busy machine.
        while (!measuredBeforeExpiry(entries, time, ttl)) {
            ttl = ttl.multipliedBy(2);
        }
    }

    /** Prints the three figures, or returns false if the entries expired before the heap with them was measured. */
    private static boolean measuredBeforeExpiry(int entries, Time time, Duration ttl) {
        Backend backend = time.backend();
        SharedCache cache = backend.memory().connect().cache();
        cache.set("warm", InitialState.VALUE, Duration.ofMillis(1));
        backend.passing().accept(Duration.ofMillis(1));
        double empty = megabytes();
        for (int i = 0; i < entries; i++) {
            cache.set("key-" + i, InitialState.VALUE, ttl);
        }
        double full = megabytes();
        if (!cache.exists("key-0")) {
            backend.memory().close();
            return false;
        }
        backend.passing().accept(ttl);
        double after = megabytes();
        if (cache.exists("key-1")) { // Also keeps the backend reachable until here.
            throw new IllegalStateException("an entry has not expired");
        }
        System.out.println(empty + " " + full + " " + after);
        return true;
    }

    private static double megabytes() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / BYTES_PER_MEGABYTE;
    }
}
