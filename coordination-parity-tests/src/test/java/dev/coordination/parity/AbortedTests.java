// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Collects why tests did not run to their end, for example because the adapter lacks a capability. */
final class AbortedTests implements TestExecutionListener {

    private final Collection<String> reasons = new ConcurrentLinkedQueue<>();

    Collection<String> reasons() {
        return reasons;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest() && result.getStatus() == TestExecutionResult.Status.ABORTED) {
            reasons.add(result.getThrowable().map(Throwable::getMessage).orElse("unknown: " + test.getDisplayName()));
        }
    }
}
