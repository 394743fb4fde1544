// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/**
 * What an exploration lets happen. It goes from one level to the next, so that it finds a failure at the first level at which
 * there is one. Levels that the configuration does not ask for are left out.
 *
 * @since 0.1.0
 */
public enum Level {
    /** Nodes run in any order. Time passes only when nobody can run. */
    ORDER("orders alone"),
    /** Time passes at any moment, too. */
    TIME("orders and time"),
    /** Calls and subscriptions fail, too. */
    UNAVAILABLE("orders, time, and calls or subscriptions that fail"),
    /** Nodes pause, die and are restarted, too. */
    CRASH("orders, time, and faults of every chosen kind");

    private final String words;

    Level(String words) {
        this.words = words;
    }

    /** Returns what may happen at this level. */
    String words() {
        return words;
    }
}
