// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.coordination.junit.explore.Nodes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Tests that {@code @EveryInterleaving} finds the same failures as an exploration without annotations. */
class CatalogueUnderJUnitTest {

    @ParameterizedTest
    @CsvSource({
        "hitCounter, Hit counter",
        "leaderThatRenews, Leader that renews before it writes",
        "standby, Standby that tries only once"
    })
    void aTestShowsTheSameFailure(String method, String bug) {
        String token = Finding.inMemory(Catalogue.named(bug))
                .failed()
                .failure()
                .orElseThrow()
                .token();

        assertThat(tests(method).failed().stream()
                        .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()))
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("replay = \"" + token + "\""));
    }

    @ParameterizedTest
    @CsvSource({"correctedHitCounter", "correctedLeaderThatRenews", "correctedStandby"})
    void aTestOfACorrectionPasses(String method) {
        tests(method).assertStatistics(tests -> tests.started(1).succeeded(1));
    }

    private static Events tests(String method) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(CatalogueTestCase.class, method, Nodes.class))
                .execute()
                .testEvents();
    }
}
