// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

/**
 * A test of the contract that has finished.
 *
 * @param id the unique id that JUnit gave it
 * @param suite the outermost class it ran in
 * @param result how it ended
 * @param startNanos the {@link System#nanoTime} at which it started
 * @param endNanos the {@link System#nanoTime} at which it finished
 */
record FinishedTest(String id, String suite, TestResult result, long startNanos, long endNanos) {}
