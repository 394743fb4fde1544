// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

/**
 * A sequence of calls that runs on one adapter after the other, and must have the same outcomes on both.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Script {

    /**
     * Runs on one adapter.
     *
     * @param run makes the calls and records their outcomes
     * @throws Exception if the script itself fails; exceptions of its calls are recorded and compared instead
     * @since 0.1.0
     */
    void on(Run run) throws Exception;
}
