// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/**
 * What may happen in the schedules of an exploration. An exploration proceeds level by level, and so finds a failure on the
 * lowest level that has one. Levels that the settings do not ask for are skipped.
 *
 * @since 0.1.0
 */
public enum Level {
    /** Nodes run in any order. Time passes only when no node can run. */
    ORDER("orders alone"),
    /** In addition, time passes at any moment. */
    TIME("orders and time"),
    /** In addition, calls and subscriptions fail. */
    UNAVAILABLE("orders, time, and calls or subscriptions that fail"),
    /** In addition, nodes pause, die and are restarted. */
    CRASH("orders, time, and faults of every chosen kind");

    private final String words;

    Level(String words) {
        this.words = words;
    }

    /** Returns what may happen on this level, in words. */
    String words() {
        return words;
    }
}
