// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.differential;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Two adapters that came to different results, and the calls that it takes.
 *
 * @since 0.1.0
 */
public final class Difference {

    private final long seed;
    private final List<Step> steps;
    private final Pair pair;

    /** What a call of the last step came to on either. */
    record Pair(String operation, int call, String first, String second) {
        @Override
        public String toString() {
            return "first " + first + ", second " + second;
        }
    }

    Difference(long seed, List<Step> steps, Pair pair) {
        this.seed = seed;
        this.steps = List.copyOf(steps);
        this.pair = pair;
    }

    /**
     * Returns the seed of the one sequence in which it showed.
     *
     * @return the seed
     * @since 0.1.0
     */
    public long seed() {
        return seed;
    }

    /**
     * Returns how many steps it takes, the last of which shows it.
     *
     * @return the number of steps
     * @since 0.1.0
     */
    public int steps() {
        return steps.size();
    }

    /**
     * Returns the operation that shows it, such as {@code cache.get}.
     *
     * @return the area and the method
     * @since 0.1.0
     */
    public String operation() {
        return pair.operation();
    }

    /**
     * Returns what the two adapters came to.
     *
     * @return one line
     * @since 0.1.0
     */
    public String outcomes() {
        return pair.toString();
    }

    /**
     * Returns a test that fails as long as the two differ, for a class that has the suppliers of their harnesses in
     * {@code first} and {@code second}.
     *
     * @return a method in Java
     * @since 0.1.0
     */
    public String asJava() {
        return steps.stream()
                .map(Step::java)
                .collect(Collectors.joining(
                        "\n        ",
                        "/** Seed " + seed + ", " + pair.operation() + ": " + commentable(outcomes()) + ". */\n"
                                + "@Test\nvoid behaveTheSame() {\n"
                                + "    Differential.assertSame(first, second, run -> {\n        ",
                        "\n    });\n}\n"));
    }

    /** Neither ends the comment nor has an escape that Java would take for its own. */
    private static String commentable(String text) {
        return text.replace("*/", "* /").replace("\\u", "\\ u");
    }

    @Override
    public String toString() {
        return pair.operation() + ": " + outcomes() + "\n" + asJava();
    }
}
