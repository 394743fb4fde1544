// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.runner.ContractReport;
import dev.coordination.junit.runner.ContractRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs the contract on the SQL adapter without a class that extends the contract. */
@Tag("one-jdk")
class SqlRunnerTest {

    @Test
    void theAdapterPassesTheContract() {
        ContractReport report = ContractRunner.run(SqlHarness::new);

        assertThat(report.passed()).as(report.toString()).isTrue();
    }
}
