// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.differential.DifferentialResult;
import dev.coordination.junit.runner.ContractReport;
import dev.coordination.junit.runner.RuleState;
import dev.coordination.parity.ComparedRun;
import dev.coordination.parity.Divergence;
import dev.coordination.parity.Ledger;
import dev.coordination.parity.patterns.PatternResult;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final int RULES = Rule.values().length;

    private static final List<Divergence> STALE =
            Ledger.parse("P-03 | a server | * | KEY_PATTERNS | .* | it is old").entries();

    private final ParityReport report = new ParityReport();

    private void addContract(String name, Function<Rule, RuleState> states) {
        report.add(Generated.contract(name, Map.of(), states));
    }

    private void addRun(int differing, List<Divergence> stale) {
        DifferentialResult run = new DifferentialResult("memory", "a server", 1, 300, 18_000, differing, List.of(), 1);
        report.add(new ComparedRun(run, List.of(), stale));
    }

    private void addPatterns(long differing, List<Divergence> stale) {
        report.add(new PatternResult("keys", "a server", 7, 5_000, 12, differing, List.of(), List.of(), stale, 1));
    }

    private List<String> verdict() {
        return page().verdict().stream()
                .map(line -> line.sign().icon() + " " + line.text())
                .toList();
    }

    private ParityPage page() {
        return ParityPage.of(ParityData.of(report.findings(), Ledger.empty()));
    }

    @Test
    void namesEachFailedAdapterWithItsNumberOfFailedRules() {
        addContract("a broken adapter", Generated.failing(Arrays.copyOf(Rule.values(), 12)));
        addContract("another", Generated.failing(Rule.C_05));
        addContract("a good one", rule -> RuleState.PASSED);

        assertThat(verdict())
                .containsExactly(
                        "✗ 12 rules failed on a broken adapter",
                        "✗ 1 rule failed on another",
                        "✓ All " + RULES + " rules passed on a good one");
        assertThat(page().verdict().get(1).rules()).containsExactly("C-05");
    }

    @Test
    void numbersAdaptersOfTheSameName() {
        addContract("an adapter", rule -> RuleState.PASSED);
        addContract("an adapter", Generated.failing(Rule.C_05));

        assertThat(verdict())
                .containsExactly(
                        "✗ 1 rule failed on an adapter (adapter 2)",
                        "✓ All " + RULES + " rules passed on an adapter (adapter 1)");
    }

    @Test
    void namesTheLimitsWithinWhichAnAdapterPassed() {
        addContract("one", rule -> RuleState.PASSED);
        report.add(
                Generated.contract("a small one", Map.of("limits", "names up to 250 bytes"), rule -> RuleState.PASSED));
        report.add(Generated.contract(
                "a broken one", Map.of("limits", "names up to 63 bytes"), Generated.failing(Rule.C_05)));

        assertThat(verdict())
                .containsExactly(
                        "✗ 1 rule failed on a broken one",
                        "✓ All " + RULES + " rules passed on one",
                        "✓ All " + RULES + " rules passed within limits on a small one: names up to 250 bytes");
    }

    @Test
    void countsTheAdaptersThatPassed() {
        addContract("one", rule -> RuleState.PASSED);
        addContract("two", rule -> RuleState.PASSED);

        assertThat(verdict()).containsExactly("✓ All " + RULES + " rules passed on 2 adapters");
    }

    @Test
    void doesNotCountRulesThatDidNotRunAsPassed() {
        int others = RULES - 1;

        addContract("one", rule -> rule == Rule.C_05 ? RuleState.SKIPPED : RuleState.PASSED);
        addContract("two", rule -> rule == Rule.C_05 ? RuleState.PASSED : RuleState.NOT_RUN);
        addContract("three", rule -> rule == Rule.C_05 ? RuleState.SKIPPED : RuleState.NOT_RUN);

        assertThat(verdict())
                .containsExactly(
                        "– " + others + " rules passed, 1 skipped on one",
                        "○ 1 rule passed, " + others + " not run on two",
                        "– 0 rules passed, 1 skipped, " + others + " not run on three");
    }

    private static long inState(RuleState state) {
        return Arrays.stream(Rule.values())
                .filter(rule -> Generated.anyState(rule) == state)
                .count();
    }

    @Test
    void doesNotCountRulesThatPartlyPassedAsSkipped() {
        addContract("one", rule -> rule == Rule.C_05 ? RuleState.PARTLY_PASSED : RuleState.PASSED);
        addContract("two", Generated::anyState);

        assertThat(verdict())
                .containsExactly(
                        "✗ 12 rules failed on two", "◐ " + (RULES - 1) + " rules passed, 1 partly passed on one");
        assertThat(page().adapters())
                .extracting(Column::results)
                .containsExactly(
                        (RULES - 1) + " rules passed, 1 partly passed; " + (RULES + 1) + " tests in 16.2 s",
                        String.format(
                                Locale.ROOT,
                                "%d rules passed, %d partly passed, %d failed, %d skipped, %d not run; %d tests in 16.2 s",
                                inState(RuleState.PASSED),
                                inState(RuleState.PARTLY_PASSED),
                                inState(RuleState.FAILED),
                                inState(RuleState.SKIPPED),
                                inState(RuleState.NOT_RUN),
                                RULES - inState(RuleState.NOT_RUN) + inState(RuleState.PARTLY_PASSED)));
    }

    @Test
    void showsHowManyTestsOfARulePassed() {
        addContract("one", rule -> rule == Rule.C_05 ? RuleState.PARTLY_PASSED : RuleState.FAILED);

        assertThat(page().areas().stream().flatMap(area -> area.rules().stream()))
                .filteredOn(rule -> rule.id().equals("C-05") || rule.id().equals("C-06"))
                .flatExtracting(ParityPage.Row::cells)
                .extracting(ParityPage.Cell::part, ParityPage.Cell::tests, ParityPage.Cell::reason)
                .containsExactly(
                        tuple("1 of 2", "1 of 2 tests passed", "passed 1 of 2, 1 skipped: needs C-05"),
                        tuple(
                                "",
                                "0 of 1 tests passed",
                                "failed 1 of 1: "
                                        + Generated.LONG.lines().findFirst().orElseThrow()));
    }

    @Test
    void reportsFailuresOfTheHarnessWithTheAdapter() {
        ContractReport failing = Failing.contract("no such host");
        report.add(failing);
        long checks =
                failing.tests().stream().filter(test -> test.rules().isEmpty()).count();

        assertThat(checks).isGreaterThan(1);
        assertThat(verdict())
                .containsExactly(
                        "✗ " + RULES + " rules failed on " + failing.adapter(),
                        "✗ " + checks + " checks of the harness failed on " + failing.adapter());
    }

    @Test
    void saysThatTheContractWasNotRun() {
        assertThat(verdict()).containsExactly("○ The contract was not run");
    }

    @Test
    void countsComparisonsWithoutADifference() {
        addRun(0, List.of());
        addPatterns(0, List.of());
        addPatterns(0, List.of());

        assertThat(verdict())
                .containsExactly(
                        "○ The contract was not run",
                        "✓ No difference in 1 generated run",
                        "✓ No difference in 2 comparisons of patterns");
    }

    @Test
    void reportsDifferencesWithTheAdaptersCompared() {
        addRun(1, List.of());
        addRun(3, List.of());
        addPatterns(1, List.of());
        addPatterns(3, List.of());

        assertThat(verdict())
                .startsWith(
                        "✗ 1 of 300 generated sequences differs between memory and a server",
                        "✗ 3 of 300 generated sequences differ between memory and a server",
                        "✗ 1 of 5,000 pairs of a pattern and a name differs on a server (keys)",
                        "✗ 3 of 5,000 pairs of a pattern and a name differ on a server (keys)")
                .doesNotContain("✓ No difference in 1 generated run");
    }

    /** {@code assertNoDifference} fails for such an entry, so the report must show a failure, too. */
    @Test
    void failsForAKnownDifferenceThatNoLongerOccurs() {
        addRun(0, STALE);
        addPatterns(0, STALE);

        assertThat(verdict())
                .containsExactly(
                        "✗ 1 known difference no longer occurs between memory and a server",
                        "✗ 1 known difference no longer occurs on a server (keys)",
                        "○ The contract was not run");
    }

    @Test
    void showsNoFigureForWhatDidNotRun() {
        addContract("one", rule -> rule == Rule.C_05 ? RuleState.PASSED : RuleState.NOT_RUN);

        assertThat(page().counts())
                .containsExactly(
                        new ParityPage.Count("1", "rule"),
                        new ParityPage.Count("1", "adapter"),
                        new ParityPage.Count("1", "test"));
    }

    @Test
    void anEmptyReportShowsNoFigures() {
        assertThat(page().counts()).isEmpty();
    }

    @Test
    void showsAFigureForEverythingThatRan() {
        addContract("one", rule -> RuleState.PASSED);
        addRun(0, List.of());
        addPatterns(0, List.of());

        assertThat(page().counts())
                .extracting(ParityPage.Count::of)
                .containsExactly("rules", "adapter", "tests", "generated steps", "pattern and name pairs");
    }
}
