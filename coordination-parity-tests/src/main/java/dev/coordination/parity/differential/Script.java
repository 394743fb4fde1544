// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.differential;

/**
 * What is done on one adapter after the other, by way of {@link Run}, and is to come to the same on both.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Script {

    /**
     * Runs on one adapter.
     *
     * @param run the adapter, and what is noted of it
     * @throws Exception what the script throws itself; what its calls throw is noted and compared
     * @since 0.1.0
     */
    void on(Run run) throws Exception;
}
