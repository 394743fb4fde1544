// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import dev.coordination.junit.contract.CoordinationContract;
import java.util.List;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that the recorded history of concurrent calls catches a race in nearly every run. */
@Isolated("races occur only if each thread has a processor of its own")
class RacyVariantsTest {

    /** The area of the contract that checks histories; its class is package-private. */
    private static final String HISTORIES = CoordinationContract.class.getName() + "$HistoryRules";

    private static final int RUNS = 100;
    private static final int CAUGHT_AT_LEAST = 99;

    @ParameterizedTest
    @CsvSource({
        "increment reads and writes in two steps, everyHistoryOfACounterIsLinearizable",
        "delete checks and deletes in two steps, everyHistoryOfAValueIsLinearizable",
        "conditional delete compares and deletes in two steps, everyHistoryOfAValueIsLinearizable",
        "tryAcquire checks and acquires in two steps, everyHistoryOfAnElectionIsLinearizable"
    })
    void aRaceIsCaughtByItsHistory(String defect, String test) {
        int caught = HistoryTrials.caught(
                defect, selectNestedMethod(List.of(FaultyContractTestCase.class.getName()), HISTORIES, test), RUNS);

        assertThat(caught).isGreaterThanOrEqualTo(CAUGHT_AT_LEAST);
    }
}
