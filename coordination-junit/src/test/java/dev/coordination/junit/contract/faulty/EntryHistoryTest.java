// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import dev.coordination.junit.contract.CoordinationContract;
import java.util.List;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the histories of expiring keys reveal races in operations that the other histories do not contain. */
@Isolated("races occur only if each thread has a processor of its own")
class EntryHistoryTest {

    /** The area of the contract that checks these histories; its class is package-private. */
    private static final String HISTORIES = CoordinationContract.class.getName() + "$EntryHistoryRules";

    private static final int RUNS = 20;

    /** Some runs may miss a race on a busy machine. */
    private static final int CAUGHT_AT_LEAST = 15;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "expire reads the value, then sets it with the expiry, with 200 us of waiting in between",
                "deleting by pattern counts, then deletes, with 200 us of waiting in between",
                "setIfAbsent finds an expired key, then replaces it, with 200 us of waiting in between",
                "set stores the value, then the expiry, with 200 us of waiting in between",
                "get finds an expired key, then removes it, with 200 us of waiting in between"
            })
    void aRaceIsCaughtByAHistory(String defect) {
        int caught = HistoryTrials.caught(
                defect, selectNestedClass(List.of(FaultyContractTestCase.class.getName()), HISTORIES), RUNS);

        assertThat(caught).isGreaterThanOrEqualTo(CAUGHT_AT_LEAST);
    }
}
