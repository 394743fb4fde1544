package dev.coordination.parity;

import dev.coordination.junit.contract.Rule;
import java.util.Set;

/**
 * How one test of the contract ended.
 *
 * @param id the unique id that JUnit gave the test
 * @param suite the outermost class it ran in
 * @param name what it is called
 * @param rules the rules it tests; none for a check of the harness
 * @param end how it ended
 * @param reason why, in one line; empty when it passed
 * @param startNanos when it started, on {@link System#nanoTime}
 * @param endNanos when it ended
 */
record TestOutcome(
        String id, String suite, String name, Set<Rule> rules, End end, String reason, long startNanos, long endNanos) {

    enum End {
        PASSED,
        SKIPPED,
        FAILED
    }
}
