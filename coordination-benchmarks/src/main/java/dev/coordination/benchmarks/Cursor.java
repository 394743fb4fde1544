// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import java.time.Duration;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Where a thread is among the names: it goes round in a half of its own, be it alone or not, so that the caches of the
 * processor have as much to hold for each thread.
 */
@State(Scope.Thread)
public class Cursor {

    private static final int HALVES = 2;

    /** A time to live and another, one for each round: a renewal changes when an entry expires, as it does in life. */
    private static final Duration[] TTLS = {Duration.ofHours(1), Duration.ofHours(2)};

    private int half;
    private int at;
    private int round;

    /** JMH creates it. */
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
