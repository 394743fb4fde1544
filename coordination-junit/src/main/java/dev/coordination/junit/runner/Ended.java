package dev.coordination.junit.runner;

/**
 * A test of the contract that ended.
 *
 * @param id the unique id that JUnit gave it
 * @param suite the outermost class it ran in
 * @param result what came of it
 * @param startNanos when it started, on {@link System#nanoTime}
 * @param endNanos when it ended
 */
record Ended(String id, String suite, TestResult result, long startNanos, long endNanos) {}
