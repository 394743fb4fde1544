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

/** How much memory a backend holds before, with, and after so many entries that expire and that nobody touches again. */
final class HeapAfterExpiry {

    /** How the time passes in which they expire. */
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

    /** A backend, and what lets its time pass. */
    private record Backend(MemoryBackend memory, Consumer<Duration> passing) {}

    private static final double BYTES_PER_MEGABYTE = 1e6;

    /** Long enough that in real time none has expired when the last is there. */
    private static final Duration TTL = Duration.ofSeconds(30);

    /** Within a second an expired entry is free, of as many as here the last a little later. */
    private static final Duration TIME_TO_FREE = Duration.ofSeconds(3);

    private HeapAfterExpiry() {}

    /** In megabytes: empty, full, and after. Measured in a JVM of its own, where nothing else comes or goes. */
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
            throw new IllegalStateException("the JVM that measures its heap has failed");
        }
        return Stream.of(printed.trim().split(" ")).map(Double::valueOf).toList();
    }

    public static void main(String[] arguments) {
        int entries = Integer.parseInt(arguments[0]);
        Backend backend = Time.valueOf(arguments[1]).backend();
        SharedCache cache = backend.memory().connect().cache();
        cache.set("warm", InitialState.VALUE, Duration.ofMillis(1));
        backend.passing().accept(Duration.ofMillis(1));
        double empty = megabytes();
        for (int i = 0; i < entries; i++) {
            cache.set("key-" + i, InitialState.VALUE, TTL);
        }
        double full = megabytes();
        if (!cache.exists("key-0")) {
            throw new IllegalStateException("an entry has expired too early: the TTL is too short for this machine");
        }
        backend.passing().accept(TTL);
        double after = megabytes();
        System.out.println(empty + " " + full + " " + after);
        if (cache.exists("key-1")) { // And the backend is in use until here.
            throw new IllegalStateException("an entry has not expired");
        }
    }

    private static double megabytes() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / BYTES_PER_MEGABYTE;
    }
}
