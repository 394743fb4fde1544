// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A difference between two adapters, and the calls that reproduce it.
 *
 * @since 0.1.0
 */
public final class Difference {

    private final long seed;
    private final Comparison comparison;
    private final Pair pair;

    /** The outcomes of one call in the last step on both adapters. */
    record Pair(String operation, int call, String first, String second) {
        @Override
        public String toString() {
            return "first " + first + ", second " + second;
        }
    }

    Difference(long seed, Comparison comparison, Pair pair) {
        this.seed = seed;
        this.comparison = comparison;
        this.pair = pair;
    }

    /**
     * Returns the same difference with fewer steps: those that are needed to reproduce it, or all of them if, because
     * of a race, it does not occur when they run again. Each attempt runs on fresh backends.
     *
     * @param atMost the time after which no further attempt begins
     * @return the difference
     * @since 0.1.0
     */
    public Difference shrunk(Duration atMost) {
        long start = System.nanoTime();
        List<Step> smallest =
                Shrinker.shrink(comparison.steps(), part -> System.nanoTime() - start < atMost.toNanos() && isIn(part));
        Comparison shrunk = comparison.of(smallest);
        return new Difference(seed, shrunk, shrunk.find().orElse(pair));
    }

    private boolean isIn(List<Step> part) {
        return comparison
                .of(part)
                .find()
                .filter(other -> other.operation().equals(pair.operation()))
                .isPresent();
    }

    /**
     * Returns the seed of the sequence that shows the difference.
     *
     * @return the seed of a run that consists of this sequence alone
     * @since 0.1.0
     */
    public long seed() {
        return seed;
    }

    /**
     * Returns the number of steps that reproduce the difference. The last one shows it.
     *
     * @return the number of steps
     * @since 0.1.0
     */
    public int steps() {
        return comparison.steps().size();
    }

    /**
     * Returns the operation whose results differ, such as {@code cache.get}.
     *
     * @return the area and the method
     * @since 0.1.0
     */
    public String operation() {
        return pair.operation();
    }

    /**
     * Returns the outcome on the first adapter.
     *
     * @return the result as text, or the type of the exception
     * @since 0.1.0
     */
    public String first() {
        return pair.first();
    }

    /**
     * Returns the outcome on the second adapter.
     *
     * @return the result as text, or the type of the exception
     * @since 0.1.0
     */
    public String second() {
        return pair.second();
    }

    /**
     * Returns the outcomes on both adapters.
     *
     * @return one line
     * @since 0.1.0
     */
    public String outcomes() {
        return pair.toString();
    }

    /**
     * Returns a test that fails while the two adapters differ. Paste it into a class whose variables {@code first} and
     * {@code second} supply their harnesses.
     *
     * @return the Java source of the test method
     * @since 0.1.0
     */
    public String asJava() {
        return asJava("first", "second");
    }

    /**
     * Returns a test that fails while the two adapters differ.
     *
     * @param first the Java expression that supplies harnesses of the first adapter, such as {@code MemoryHarness::new}
     * @param second the Java expression that supplies harnesses of the second adapter
     * @return the Java source of the test method
     * @since 0.1.0
     */
    public String asJava(String first, String second) {
        return comparison.steps().stream()
                .map(Step::java)
                .collect(Collectors.joining(
                        "\n        ",
                        "/** Seed " + seed + ", " + pair.operation() + ": " + commentable(outcomes()) + ". */\n"
                                + "@Test\nvoid behaveTheSame() {\n"
                                + "    Differential.assertSame(" + first + ", " + second + ", run -> {\n        ",
                        "\n    });\n}\n"));
    }

    /** Returns the text without sequences that would end the comment or that Java would read as an escape. */
    private static String commentable(String text) {
        return text.replace("*/", "* /").replace("\\u", "\\ u");
    }

    @Override
    public String toString() {
        return pair.operation() + ": " + outcomes() + "\n" + asJava();
    }
}
