package dev.coordination.parity.bench;

import dev.coordination.SharedCache;
import dev.coordination.memory.MemoryBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** How much memory a backend holds before, with, and after so many entries that expire and that nobody touches again. */
final class HeapAfterExpiry {

    private static final double BYTES_PER_MEGABYTE = 1e6;
    private static final Duration TTL = Duration.ofMinutes(1);

    private HeapAfterExpiry() {}

    /** In megabytes: empty, full, and after. Measured in a JVM of its own, where nothing else comes or goes. */
    static List<Double> measure(int entries) throws IOException, InterruptedException {
        Process java = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx2g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeapAfterExpiry.class.getName(),
                        Integer.toString(entries))
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
        MemoryBackend backend = MemoryBackend.create();
        SharedCache cache = backend.connect().cache();
        cache.set("warm", Settled.VALUE, TTL);
        backend.clock().advance(TTL);
        double empty = megabytes();
        for (int i = 0; i < entries; i++) {
            cache.set("key-" + i, Settled.VALUE, TTL);
        }
        double full = megabytes();
        backend.clock().advance(TTL);
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
