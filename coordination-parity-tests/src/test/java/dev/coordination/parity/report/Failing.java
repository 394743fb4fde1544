// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import dev.coordination.junit.runner.ContractReport;
import dev.coordination.junit.runner.ContractRunner;

/** Runs the contract with a harness that cannot be created. */
final class Failing {

    private Failing() {}

    static ContractReport contract(String message) {
        return ContractRunner.run(() -> {
            throw new IllegalStateException(message);
        });
    }
}
