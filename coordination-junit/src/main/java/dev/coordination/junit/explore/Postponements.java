// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.Arrays;

/**
 * What earlier runs of a schedule have shown about the locks in the user's code. If an actor would wait for a lock when it
 * continues at some decision, it is postponed: it is not enabled at that decision. So actors need not wait for locks, and the
 * schedule, rather than the JVM, decides the order in which they acquire them. If a postponed actor is chosen nevertheless, it
 * waits for the lock in place.
 */
final class Postponements {

    private static final int MOST_ATTEMPTS = 1_000;

    /** For each decision, the actors that would wait for a lock, as bits. */
    private long[] waiting = new long[16];

    /** For each decision, the actors whose code after the step is a separate step, because it would wait for a lock, as bits. */
    private long[] apart = new long[16];

    /** How many times in a row an actor was overtaken by one that had waited for the lock that it had released. */
    private int attempts;

    /** The number of decisions about which something may be known. */
    private int size;

    /** Returns the actors that would wait for a lock if they continued at a decision, as bits. */
    long waitingAt(int decision) {
        return decision < size ? waiting[decision] : 0;
    }

    /** Returns whether the code after the step that was chosen at a decision is a separate step. */
    boolean isApart(int decision, Actor actor) {
        return decision < size && (apart[decision] & actor.bit()) != 0;
    }

    void postpone(int decision, Actor actor) {
        grow(decision);
        waiting[decision] |= actor.bit();
    }

    void setApart(int decision, Actor actor) {
        grow(decision);
        apart[decision] |= actor.bit();
    }

    /** Forgets what is known about the decisions after the given one, at which another choice is now made. */
    void forgetAfter(int decision) {
        for (int i = decision + 1; i < size; i++) {
            waiting[i] = 0;
            apart[i] = 0;
        }
        size = Math.min(size, decision + 1);
    }

    /** Forgets that the code after the step chosen at a decision is a separate step, because another step is chosen. */
    void join(int decision) {
        if (decision < size) {
            apart[decision] = 0;
        }
    }

    /** Returns how many times in a row the schedule was run because an actor was overtaken, or 0 if that happens always. */
    int tryAgain() {
        return attempts < MOST_ATTEMPTS ? ++attempts : 0;
    }

    /** Called when a schedule was run to its end. */
    void done() {
        attempts = 0;
    }

    private void grow(int decision) {
        size = Math.max(size, decision + 1);
        if (size > waiting.length) {
            waiting = Arrays.copyOf(waiting, size * 2);
            apart = Arrays.copyOf(apart, size * 2);
        }
    }
}
