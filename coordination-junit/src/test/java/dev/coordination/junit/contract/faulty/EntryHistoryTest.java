// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import dev.coordination.junit.contract.CoordinationContract;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Tests that the histories of keys that expire show races of the operations which other histories do not contain. */
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
                "expire reads the value, then sets it with the expiry, 200 us of waiting apart",
                "deleting by pattern counts, then deletes, 200 us of waiting apart",
                "setIfAbsent finds an expired key, then replaces it, 200 us of waiting apart",
                "set stores the value, then the expiry, 200 us of waiting apart",
                "get finds an expired key, then removes it, 200 us of waiting apart"
            })
    void aRaceIsCaughtByAHistory(String defect) {
        long caught = IntStream.range(0, RUNS).filter(run -> isCaught(defect)).count();
        System.out.printf("%s: caught by its history in %d of %d runs%n", defect, caught, RUNS);

        assertThat(caught).isGreaterThanOrEqualTo(CAUGHT_AT_LEAST);
    }

    private static boolean isCaught(String defect) {
        return EngineTestKit.engine("junit-jupiter")
                        .selectors(selectNestedClass(List.of(FaultyContractTestCase.class.getName()), HISTORIES))
                        .enableImplicitConfigurationParameters(false)
                        .configurationParameter(FaultyAdapter.PARAMETER, defect)
                        .execute()
                        .testEvents()
                        .failed()
                        .count()
                > 0;
    }
}
