// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

/**
 * A pattern that matches a name in the in-memory adapter but not elsewhere, or the reverse.
 *
 * @param pattern the pattern
 * @param name the name, or empty if the pattern is refused elsewhere
 * @param inMemory whether the pattern matches the name in the in-memory adapter
 * @since 0.1.0
 */
public record PatternDifference(String pattern, String name, boolean inMemory) {

    private static final String REFUSED = "";

    /** Returns a difference for a pattern that is refused elsewhere. Its name is empty, as no real name can be. */
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
