// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import java.util.Locale;

/**
 * The state of a rule, as determined by its tests.
 *
 * @since 0.1.0
 */
public enum RuleState {
    /** All tests passed. */
    PASSED,
    /**
     * At least one test passed and none failed, but at least one was skipped, since the adapter or its harness lacks a
     * capability.
     */
    PARTLY_PASSED,
    /** At least one test failed. */
    FAILED,
    /** All tests were skipped, since the adapter or its harness lacks a capability. */
    SKIPPED,
    /** No test was run. */
    NOT_RUN;

    /** Returns the state in lower-case words. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
