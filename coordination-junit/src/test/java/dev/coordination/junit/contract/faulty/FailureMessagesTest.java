// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.testkit.engine.Events;

/**
 * Tests what the author of an adapter reads, on adapters that break as many assertions of the contract as possible. The
 * failures on adapters with one defect are checked by {@link FaultyAdaptersTest}.
 */
@Tag("one-jdk")
@Execution(ExecutionMode.CONCURRENT)
class FailureMessagesTest {

    /** The areas that race or record histories. */
    private static final Pattern RACES = Pattern.compile("Race|History");

    @ParameterizedTest
    @EnumSource
    void everyFailureSaysWhichCallGaveWhat(GenericDefect defect) {
        assertMeaningful(defect, test -> !isRace(test));
    }

    /** What a race reports depends little on the defect, but a race of a faulty adapter takes long. */
    @ParameterizedTest
    @EnumSource(names = {"EVERY_BOOLEAN_IS_INVERTED", "EVERY_BYTE_ARRAY_IS_CHANGED", "EVERY_OPERATION_THROWS"})
    void everyFailureOfARaceSaysWhichCallGaveWhat(GenericDefect defect) {
        assertMeaningful(defect, FailureMessagesTest::isRace);
    }

    private static boolean isRace(TestDescriptor test) {
        return RACES.matcher(test.getUniqueId().toString()).find();
    }

    private static void assertMeaningful(GenericDefect defect, Predicate<TestDescriptor> selected) {
        Events tests = ContractEngine.onManyThreads(List.of(selectClass(DistortedContractTestCase.class)))
                .filters((PostDiscoveryFilter) test -> FilterResult.includedIf(selected.test(test)))
                .configurationParameter(DistortedContractTestCase.PARAMETER, defect.name())
                .configurationParameter("coordination.contract.shrinking", "1")
                .execute()
                .testEvents();

        assertThat(tests.failed().count()).as("tests that failed").isGreaterThan(5);
        FailureMessages.assertMeaningful(tests);
    }
}
