// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import dev.coordination.junit.contract.CoordinationContract;
import java.util.List;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What goes wrong only when threads meet is caught by the history that they leave, and nearly always. */
@Isolated("threads meet only if they have processors of their own")
class RacyVariantsTest {

    /** The area of the contract, which is private to its package. */
    private static final String HISTORIES = CoordinationContract.class.getName() + "$HistoryRules";

    private static final int RUNS = 100;
    private static final int CAUGHT_AT_LEAST = 99;

    @ParameterizedTest
    @CsvSource({
        "an increment reads first and writes afterwards, everyHistoryOfACounterIsLinearizable",
        "a delete looks first and deletes afterwards, everyHistoryOfAValueIsLinearizable",
        "deleting what is expected compares first and deletes afterwards, everyHistoryOfAValueIsLinearizable",
        "an election is looked at first and taken afterwards, everyHistoryOfAnElectionIsLinearizable"
    })
    void areCaughtByTheirHistory(String defect, String test) {
        int caught = 0;
        for (int run = 0; run < RUNS; run++) {
            caught += isCaught(defect, test) ? 1 : 0;
        }
        System.out.printf("%s: caught by its history in %d of %d runs%n", defect, caught, RUNS);

        assertThat(caught).isGreaterThanOrEqualTo(CAUGHT_AT_LEAST);
    }

    private static boolean isCaught(String defect, String test) {
        return EngineTestKit.engine("junit-jupiter")
                        .selectors(selectNestedMethod(List.of(FaultyContractTestCase.class.getName()), HISTORIES, test))
                        .enableImplicitConfigurationParameters(false)
                        .configurationParameter(FaultyAdapter.PARAMETER, defect)
                        .execute()
                        .testEvents()
                        .failed()
                        .count()
                > 0;
    }
}
