package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.junit.runner.ContractReport;
import dev.coordination.junit.runner.ContractRunner;
import org.junit.jupiter.api.Test;

class ContractTest {

    @Test
    void memoryPassesTheWholeContract() {
        ContractReport report = ContractRunner.run(MemoryHarness::new);

        assertThat(report.passed()).as("%s", report).isTrue();
    }
}
