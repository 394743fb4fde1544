// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import java.time.Duration;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * The position of a thread in an array of names. Each thread cycles through its own half of the array, even if it is the only
 * thread, so that every thread needs the same amount of the processor's caches.
 */
@State(Scope.Thread)
public class Cursor {

    private static final int HALVES = 2;

    /** Two TTLs, used in alternate rounds, so that a renewal changes the deadline of an entry as it does in practice. */
    private static final Duration[] TTLS = {Duration.ofHours(1), Duration.ofHours(2)};

    private int half;
    private int at;
    private int round;

    /** Called by JMH. */
    public Cursor() {}

    @Setup
    public void takeHalf(ThreadParams threads) {
        half = threads.getThreadIndex() % HALVES;
    }

    String next(String[] names) {
        int size = names.length / HALVES;
        if (++at >= size) {
            at = 0;
            round++;
        }
        return names[half * size + at];
    }

    Duration ttl() {
        return TTLS[round % TTLS.length];
    }
}
