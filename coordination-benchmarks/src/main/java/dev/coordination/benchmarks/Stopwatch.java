// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Measures the time from the start of the first test to the end of the last one. This includes everything done for each test,
 * and excludes what is done once, such as discovery and {@code @BeforeAll}.
 */
final class Stopwatch implements TestExecutionListener {

    private static final double NANOS_PER_MICRO = 1e3;

    private long start;
    private long end;
    private long tests;
    private Throwable failure;

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest() && start == 0) {
            start = System.nanoTime();
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
            end = System.nanoTime();
            tests++;
        }
        if (failure == null) {
            failure = result.getThrowable().orElse(null);
        }
    }

    double microsPerTest() {
        if (failure != null || tests == 0) {
            throw new IllegalStateException("a test failed, or no test ran", failure);
        }
        return (end - start) / NANOS_PER_MICRO / tests;
    }
}
