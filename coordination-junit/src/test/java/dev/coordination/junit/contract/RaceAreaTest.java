// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Tests the configuration parameter for how long a race is repeated. */
class RaceAreaTest {

    private static Events run(String racing) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectNestedClass(
                        List.of(InMemoryTestCase.class), CoordinationContract.MembershipRaceRules.class))
                .enableImplicitConfigurationParameters(false)
                .configurationParameter("coordination.contract.racing", racing)
                .execute()
                .testEvents();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "7", "2000"})
    void aRaceCanBeRepeatedForLessOrMoreTime(String racing) {
        Events tests = run(racing);

        assertThat(tests.failed().count()).isZero();
        assertThat(tests.succeeded().count()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "soon", ""})
    void anInvalidTimeIsRefused(String racing) {
        Events tests = run(racing);

        assertThat(tests.succeeded().count()).isZero();
        assertThat(tests.failed().stream())
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow())
                        .hasMessageContaining("coordination.contract.racing")
                        .hasStackTraceContaining("\"" + racing + "\""));
    }

    static class InMemoryTestCase extends CoordinationContract {
        @Override
        protected CoordinationHarness harness() {
            return new MemoryHarness();
        }
    }
}
