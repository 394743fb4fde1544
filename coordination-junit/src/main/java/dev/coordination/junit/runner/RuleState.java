// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import java.util.Locale;

/**
 * What the tests of a rule say of it.
 *
 * @since 0.1.0
 */
public enum RuleState {
    /** All of its tests passed. */
    PASSED,
    /** One of its tests failed, whatever became of the others. */
    FAILED,
    /** None failed, and one was skipped: the adapter, or its harness, lacks what it takes. */
    SKIPPED,
    /** None of its tests was run. */
    NOT_RUN;

    /** Returns it in words. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
