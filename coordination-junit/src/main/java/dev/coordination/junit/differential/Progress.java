// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Prints the progress of long runs: the steps done, the steps per second, and the remaining time. */
final class Progress {

    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final PrintStream out;
    private final String what;
    private final long total;
    private final long start = System.nanoTime();
    private long toldAt = start;

    Progress(PrintStream out, String what, long total) {
        this.out = out;
        this.what = what;
        this.total = total;
    }

    void at(long done) {
        long now = System.nanoTime();
        if (now - toldAt < EVERY_NANOS || done == 0) {
            return;
        }
        toldAt = now;
        double perSecond = done / seconds(now - start);
        out.printf(
                Locale.ROOT,
                "%s: %,d of %,d steps, %,.0f per second, %,.0f s left%n",
                what,
                done,
                total,
                perSecond,
                (total - done) / perSecond);
    }

    double seconds() {
        return seconds(System.nanoTime() - start);
    }

    private static double seconds(long nanos) {
        return nanos / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
