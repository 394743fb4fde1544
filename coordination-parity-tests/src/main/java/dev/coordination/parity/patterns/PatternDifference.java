// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

/**
 * A pattern that matches a name in memory and not elsewhere, or the other way round.
 *
 * @param pattern the pattern
 * @param name the name; empty if the pattern is refused elsewhere
 * @param inMemory whether it matches in memory
 * @since 0.1.0
 */
public record PatternDifference(String pattern, String name, boolean inMemory) {

    private static final String REFUSED = "";

    /** Returns that a pattern is refused which the in-memory adapter takes; no name is empty. */
    static PatternDifference refused(String pattern) {
        return new PatternDifference(pattern, REFUSED, true);
    }

    @Override
    public String toString() {
        if (name.equals(REFUSED)) {
            return "pattern " + pattern + " is refused";
        }
        return "pattern " + pattern + (inMemory ? " matches " : " does not match ") + name + " in memory";
    }
}
