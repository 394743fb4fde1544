// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.testkit.engine.Events;

/**
 * Tests the messages that the author of an adapter reads, on adapters that break as many assertions of the contract as
 * possible. The failures on adapters with one defect are checked by {@link FaultyAdaptersTest}.
 */
@Tag("one-jdk")
@Execution(ExecutionMode.CONCURRENT)
class FailureMessagesTest {

    @ParameterizedTest
    @EnumSource
    void everyFailureNamesTheCallAndItsResult(GenericDefect defect) {
        Events tests = ContractEngine.onManyThreads(List.of(selectClass(DistortedContractTestCase.class)))
                .configurationParameter(DistortedContractTestCase.PARAMETER, defect.name())
                .configurationParameter("coordination.contract.shrinking", "1")
                // Whether calls overlap makes no difference here: most races fail without concurrency.
                .configurationParameter("coordination.contract.racing", "1")
                .execute()
                .testEvents();

        assertThat(tests.failed().count()).as("tests that failed").isGreaterThan(5);
        FailureMessages.assertMeaningful(tests);
    }
}
