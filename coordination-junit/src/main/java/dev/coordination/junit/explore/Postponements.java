// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.Arrays;

/**
 * What earlier runs of a schedule have shown about the locks of the user's own code. An actor that would wait for a lock if it
 * went on at some decision goes on later: it is not among those who can go on there. So no two actors wait for a lock at the same
 * time, and the schedule decides who gets it, in place of the JVM.
 */
final class Postponements {

    /** For each decision those who would wait for a lock, as bits. */
    private long[] waiting = new long[16];

    /** For each decision those whose code after the step is a step of its own, because it would wait for a lock, as bits. */
    private long[] apart = new long[16];

    /** The number of decisions about which something may be known. */
    private int size;

    /** Returns those who would wait for a lock if they went on at a decision. */
    long waitingAt(int decision) {
        return decision < size ? waiting[decision] : 0;
    }

    /** Returns whether the code that follows the step chosen at a decision is a step of its own. */
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

    /** Forgets what is known of the decisions after one, because another choice is made there. */
    void forgetAfter(int decision) {
        for (int i = decision + 1; i < size; i++) {
            waiting[i] = 0;
            apart[i] = 0;
        }
        size = Math.min(size, decision + 1);
    }

    /** Forgets that the code after the step chosen at a decision is a step of its own, because another step is made. */
    void join(int decision) {
        if (decision < size) {
            apart[decision] = 0;
        }
    }

    private void grow(int decision) {
        size = Math.max(size, decision + 1);
        if (size > waiting.length) {
            waiting = Arrays.copyOf(waiting, size * 2);
            apart = Arrays.copyOf(apart, size * 2);
        }
    }
}
