// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

/**
 * What becomes of what a test leaves open at its end: subscriptions that were not closed, leases and members that are still
 * alive, and scheduled tasks that still wait.
 *
 * <p>Production code that does not clean up works in tests, where every test has a backend of its own, and leaks where it
 * runs for long.
 *
 * @see CoordinationExtension.Builder#leaks
 * @since 0.1.0
 */
public enum Leaks {
    /** Nobody looks; the default. */
    OFF,
    /** The test has a report entry that tells what was left. */
    REPORT,
    /** The test has that report entry, and fails unless it has failed already. */
    FAIL
}
