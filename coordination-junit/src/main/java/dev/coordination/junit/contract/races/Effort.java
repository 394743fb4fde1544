// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.races;

/**
 * How long a race is repeated: until the calls of enough rounds have overlapped, or, if the machine is busy or calls
 * are slow, until those of fewer rounds have overlapped and some time has passed. If not even that many rounds have
 * overlapping calls, the race is undecided.
 */
final class Effort {

    private static final int ENOUGH = 40;
    private static final int FEW = 20;

    private static final long USUAL_NANOS = 10_000_000;

    /** The maximum number of times that the maximum time is halved. */
    private static final int MOST_HALVINGS = 2;

    private final long mostNanos;

    private int rounds;
    private int overlapping;
    private long nanos;

    /**
     * Creates the effort of one race.
     *
     * @param nanosAtMost the maximum time, unless it is shortened because of the other parameters
     * @param processors the number of processors; if there is one, waiting longer does not help
     * @param undecided how many preceding races in a row were undecided; on such a busy machine, waiting seldom helps
     */
    Effort(long nanosAtMost, int processors, int undecided) {
        mostNanos = processors == 1
                ? Math.min(USUAL_NANOS, nanosAtMost)
                : nanosAtMost >> Math.min(undecided, MOST_HALVINGS);
    }

    /** Counts a round. */
    void add(boolean hasOverlapped) {
        rounds++;
        overlapping += hasOverlapped ? 1 : 0;
    }

    /** Counts the time that rounds took. */
    void spend(long more) {
        nanos += more;
    }

    long nanosLeft() {
        return mostNanos - nanos;
    }

    boolean goesOn() {
        return overlapping < ENOUGH && nanos < (overlapping < FEW ? mostNanos : Math.min(USUAL_NANOS, mostNanos));
    }

    /** Returns whether enough rounds have overlapped for a race without failures to count as passed. */
    boolean isDecided() {
        return overlapping >= FEW;
    }

    @Override
    public String toString() {
        return overlapping + " of " + rounds + " rounds overlapped";
    }
}
