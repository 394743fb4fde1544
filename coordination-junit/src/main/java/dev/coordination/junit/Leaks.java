// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

/**
 * What happens when a test leaves something open: a subscription that was not closed, a lease or a member that is still
 * alive, or a scheduled task that is still waiting.
 *
 * <p>Production code that does not clean up passes its tests, since every test has its own backend, but leaks when it
 * runs for a long time.
 *
 * @see CoordinationExtension.Builder#leaks
 * @since 0.1.0
 */
public enum Leaks {
    /** Leaks are not checked. This is the default. */
    OFF,
    /** A report entry lists what the test left open. */
    REPORT,
    /** A report entry is published as for {@link #REPORT}, and the test fails unless it has already failed. */
    FAIL
}
