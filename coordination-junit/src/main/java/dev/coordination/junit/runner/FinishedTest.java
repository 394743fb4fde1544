// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

/**
 * A test of the contract that has finished.
 *
 * @param id the unique id that JUnit gave it
 * @param suite the outermost class it ran in
 * @param result how it ended
 * @param startNanos when it started, on {@link System#nanoTime}
 * @param endNanos when it finished, on {@link System#nanoTime}
 */
record FinishedTest(String id, String suite, TestResult result, long startNanos, long endNanos) {}
