// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.races;

/**
 * How much later one thread begins than the other. Each thread is delayed in a third of the rounds, by a part of the
 * time that the other thread's calls take, so that over many rounds its own calls meet every part of the other's.
 */
final class Lag {

    /** The number of preceding rounds that show how long the calls of a round take. */
    static final int RECENT = 4;

    /** The fractional parts of its multiples are evenly spread. */
    private static final double GOLDEN_RATIO = 1.618033988749895;

    private static final int EVERY = 3;

    private Lag() {}

    /** Returns whether a thread begins later than the other one in a round. */
    static boolean isIn(int round, int thread) {
        return round % EVERY == thread;
    }

    /**
     * Returns how much later a thread begins, in nanoseconds, in a round in which it is delayed.
     *
     * @param recent how long the calls of the other thread took in the preceding rounds
     */
    static long nanos(int round, long[] recent) {
        double part = round * GOLDEN_RATIO % 1;
        return (long) (part * secondLongest(recent));
    }

    /**
     * Returns the second longest time, or 0 if there are fewer than two. Calls may take less time than usual if those
     * of the other thread came first, and the longest time may include time without a processor.
     */
    private static long secondLongest(long[] times) {
        long longest = 0;
        long second = 0;
        for (long nanos : times) {
            second = Math.max(second, Math.min(nanos, longest));
            longest = Math.max(longest, nanos);
        }
        return second;
    }
}
