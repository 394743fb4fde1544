// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import dev.coordination.junit.contract.faulty.FaultyAdapter;
import dev.coordination.junit.contract.faulty.FaultyHarness;
import dev.coordination.junit.harness.CoordinationHarness;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Tests what the author of an adapter sees when generated calls reveal a difference. */
@Tag("one-jdk")
class GeneratedAreaTest {

    private static final long SEED = GeneratedArea.firstSeed();

    private static final int MOST_LINES = 6;

    private static Map<String, String> failures(Class<?> contract) {
        return failures(contract, 5);
    }

    private static Map<String, String> failures(Class<?> contract, int shrinking) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectNestedClass(List.of(contract), CoordinationContract.GeneratedCacheRules.class))
                .enableImplicitConfigurationParameters(false)
                .configurationParameter("coordination.contract.shrinking", Integer.toString(shrinking))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .collect(Collectors.toMap(
                        event -> event.getTestDescriptor().getDisplayName(),
                        event -> event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()
                                .getMessage()));
    }

    @Test
    void aFailureNamesTheRuleAndShowsTheCallsThatReproduceIt() {
        Map<String, String> failures = failures(ComparesHashCodesTestCase.class);

        assertThat(failures).containsOnlyKeys("C-13 replace compares the same bytes as in memory");
        String message = failures.values().iterator().next();
        assertThat(message)
                .startsWith("[C-13 ")
                .contains("In a sequence of generated calls with seed " + SEED
                        + ", cache.replace yielded true, but false in memory."
                        + " These calls reproduce it:\n/** Seed " + SEED
                        + ", cache.replace: first false, second true. */\n@Test")
                .contains("Differential.assertSame(MemoryHarness::new, this::harness, run -> {");
        assertThat(message.lines()
                        .filter(line -> line.strip().startsWith("run."))
                        .count())
                .isBetween(2L, (long) MOST_LINES);
        assertThat(failures(ComparesHashCodesTestCase.class)).isEqualTo(failures);
    }

    @Test
    void aDifferenceThatIsNotShrunkIsReportedWithoutCalls() {
        assertThat(failures(ComparesHashCodesTestCase.class, 0))
                .hasSize(1)
                .allSatisfy((test, message) -> assertThat(message)
                        .contains("cache.replace yielded true, but false in memory")
                        .doesNotContain("run."));
    }

    @Test
    void aNegativeShrinkingTimeIsRefused() {
        assertThat(failures(ComparesHashCodesTestCase.class, -1))
                .isNotEmpty()
                .allSatisfy((test, message) -> assertThat(message).contains("coordination.contract.shrinking", "-1"));
    }

    static class ComparesHashCodesTestCase extends CoordinationContract {
        @Override
        protected CoordinationHarness harness() {
            return new FaultyHarness(FaultyAdapter.of("replace compares hash codes"));
        }
    }
}
