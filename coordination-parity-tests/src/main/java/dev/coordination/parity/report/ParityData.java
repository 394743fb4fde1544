// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.differential.Difference;
import dev.coordination.junit.differential.DifferentialResult;
import dev.coordination.junit.runner.ContractReport;
import dev.coordination.junit.runner.RuleResult;
import dev.coordination.junit.runner.RuleState;
import dev.coordination.junit.runner.TestResult;
import dev.coordination.parity.ComparedRun;
import dev.coordination.parity.Divergence;
import dev.coordination.parity.Ledger;
import dev.coordination.parity.patterns.PatternDifference;
import dev.coordination.parity.patterns.PatternResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The content of {@code parity.json}, as {@code docs/parity-report.md} describes it. As long as {@code schema} does not change,
 * names may be added, but no name is removed or changes its meaning.
 */
record ParityData(
        int schema,
        String generated,
        About about,
        List<Adapter> adapters,
        List<RuleRow> rules,
        List<Failure> harnessFailures,
        List<Known> ledger,
        List<GeneratedRun> differentialRuns,
        List<Patterns> patterns) {

    private static final int SCHEMA = 1;

    record Adapter(
            String id,
            String suite,
            String name,
            String server,
            String version,
            String started,
            String timeControl,
            String limits,
            long passed,
            long partlyPassed,
            long failed,
            long skipped,
            long notRun,
            int tests,
            long millis) {}

    record RuleRow(String id, String area, String title, String text, List<Result> results) {}

    record Result(
            String adapter,
            String state,
            int tests,
            long testsPassed,
            long testsFailed,
            long testsSkipped,
            long millis,
            String reason,
            List<Failure> failures) {}

    record Failure(String adapter, String test, String message, String location) {}

    record Known(String rule, String adapter, String version, String where, String what, String reason) {}

    record GeneratedRun(
            String first,
            String second,
            String seed,
            int sequences,
            long steps,
            long differences,
            List<String> examples,
            List<String> listed,
            List<String> stale,
            long millis) {}

    record Patterns(
            String what,
            String subject,
            long patterns,
            long pairs,
            long matching,
            long differences,
            List<String> examples,
            List<String> listed,
            List<String> stale,
            long millis) {}

    static ParityData of(ParityReport.Findings findings, Ledger ledger) {
        List<ContractReport> contracts = findings.contracts();
        return new ParityData(
                SCHEMA,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                About.thisRun(),
                adapters(contracts),
                Arrays.stream(Rule.values()).map(rule -> row(rule, contracts)).toList(),
                harnessFailures(contracts),
                ledger.entries().stream().map(ParityData::known).toList(),
                findings.runs().stream().map(ParityData::run).toList(),
                findings.patterns().stream().map(ParityData::patterns).toList());
    }

    private static String id(int index) {
        return "adapter-" + (index + 1);
    }

    private static List<Adapter> adapters(List<ContractReport> contracts) {
        List<Adapter> adapters = new ArrayList<>();
        for (ContractReport contract : contracts) {
            Map<String, String> details = contract.details();
            adapters.add(new Adapter(
                    id(adapters.size()),
                    contract.suite(),
                    contract.adapter(),
                    details.getOrDefault("server", ""),
                    details.getOrDefault("version", ""),
                    details.getOrDefault("started", ""),
                    details.getOrDefault("time", ""),
                    contract.limits(),
                    contract.count(RuleState.PASSED),
                    contract.count(RuleState.PARTLY_PASSED),
                    contract.count(RuleState.FAILED),
                    contract.count(RuleState.SKIPPED),
                    contract.count(RuleState.NOT_RUN),
                    contract.tests().size(),
                    contract.time().toMillis()));
        }
        return adapters;
    }

    private static RuleRow row(Rule rule, List<ContractReport> contracts) {
        List<Result> results = new ArrayList<>();
        for (ContractReport contract : contracts) {
            RuleResult result = contract.rules().get(rule.ordinal());
            String adapter = id(results.size());
            results.add(new Result(
                    adapter,
                    result.state().toString(),
                    result.tests().size(),
                    result.count(RuleState.PASSED),
                    result.count(RuleState.FAILED),
                    result.count(RuleState.SKIPPED),
                    result.time().toMillis(),
                    result.reason(),
                    failures(adapter, result.tests())));
        }
        return new RuleRow(rule.id(), rule.area().title(), rule.title(), rule.text(), results);
    }

    private static List<Failure> failures(String adapter, List<TestResult> tests) {
        return tests.stream()
                .filter(test -> test.state() == RuleState.FAILED)
                .map(test -> new Failure(adapter, test.name(), test.message(), test.location()))
                .toList();
    }

    private static List<Failure> harnessFailures(List<ContractReport> contracts) {
        List<Failure> all = new ArrayList<>();
        for (int i = 0; i < contracts.size(); i++) {
            all.addAll(failures(
                    id(i),
                    contracts.get(i).tests().stream()
                            .filter(test -> test.rules().isEmpty())
                            .toList()));
        }
        return all;
    }

    private static Known known(Divergence entry) {
        return new Known(
                entry.rule(),
                entry.adapter(),
                entry.version(),
                entry.where().name(),
                entry.what().pattern(),
                entry.reason());
    }

    private static GeneratedRun run(ComparedRun compared) {
        DifferentialResult run = compared.run();
        return new GeneratedRun(
                run.first(),
                run.second(),
                Long.toString(run.seed()),
                run.sequences(),
                run.steps(),
                run.differing(),
                run.differences().stream().map(Difference::toString).toList(),
                texts(compared.listed()),
                texts(compared.stale()),
                millis(run.seconds()));
    }

    private static Patterns patterns(PatternResult comparison) {
        return new Patterns(
                comparison.what(),
                comparison.subject(),
                comparison.patterns(),
                comparison.pairs(),
                comparison.matching(),
                comparison.differing(),
                comparison.examples().stream().map(PatternDifference::toString).toList(),
                texts(comparison.listed()),
                texts(comparison.stale()),
                millis(comparison.seconds()));
    }

    private static List<String> texts(List<Divergence> entries) {
        return entries.stream().map(Divergence::toString).toList();
    }

    private static long millis(double seconds) {
        return Math.round(seconds * 1_000);
    }
}
