// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import dev.coordination.junit.contract.Rule;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Execution;

/**
 * The tests of each rule except the races, in batches. The fastest come first: they catch most defects, so the others
 * seldom need to run.
 */
final class RuleTests {

    static final List<DiscoverySelector> WHOLE_CONTRACT = List.of(selectClass(FaultyContractTestCase.class));

    /** The areas whose two threads compete for the processors. Only racy defects need them: see {@link RaceRatesTest}. */
    private static final Pattern RACES = Pattern.compile("\\w+RaceRules");

    /** Found once, because discovering the whole contract takes longer than a few tests. */
    private static final Map<String, List<UniqueId>> FASTEST_FIRST = byRule();

    private RuleTests() {}

    /** Returns the faster half of the tests of a rule, the faster half of the remaining tests, and the rest. */
    static List<List<DiscoverySelector>> batches(Rule rule) {
        List<DiscoverySelector> tests = FASTEST_FIRST.getOrDefault(rule.id(), List.of()).stream()
                .<DiscoverySelector>map(id -> selectUniqueId(id))
                .toList();
        int half = (tests.size() + 1) / 2;
        int most = half + (tests.size() - half + 1) / 2;
        return List.of(tests.subList(0, half), tests.subList(half, most), tests.subList(most, tests.size()));
    }

    private static Map<String, List<UniqueId>> byRule() {
        Map<UniqueId, Duration> durations = durations();
        return contract().discover().getEngineDescriptor().getDescendants().stream()
                .filter(test -> test.isTest() || test.mayRegisterTests())
                .filter(test -> !isRace(test))
                .sorted(Comparator.comparing(test -> durations.getOrDefault(test.getUniqueId(), Duration.ZERO)))
                .flatMap(RuleTests::rules)
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static boolean isRace(TestDescriptor test) {
        return RACES.matcher(test.getUniqueId().toString()).find();
    }

    private static Stream<Map.Entry<String, UniqueId>> rules(TestDescriptor test) {
        return test.getTags().stream().map(tag -> Map.entry(tag.getName(), test.getUniqueId()));
    }

    /** Returns how long each test takes on an adapter without a defect. */
    private static Map<UniqueId, Duration> durations() {
        return contract()
                .filters((PostDiscoveryFilter) test -> FilterResult.includedIf(!isRace(test)))
                .execute()
                .allEvents()
                .executions()
                .stream()
                .collect(Collectors.toMap(
                        execution -> execution.getTestDescriptor().getUniqueId(), Execution::getDuration));
    }

    private static EngineTestKit.Builder contract() {
        return ContractEngine.onManyThreads(WHOLE_CONTRACT)
                .configurationParameter(FaultyAdapter.PARAMETER, FaultyAdapter.NONE.defect);
    }
}
