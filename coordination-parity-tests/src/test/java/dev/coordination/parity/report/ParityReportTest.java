// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.differential.Differential;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.junit.runner.ContractReport;
import dev.coordination.junit.runner.RuleState;
import dev.coordination.parity.ComparedRun;
import dev.coordination.parity.Divergence;
import dev.coordination.parity.Ledger;
import dev.coordination.parity.patterns.PatternDifference;
import dev.coordination.parity.patterns.PatternResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.Filter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

@Tag("one-jdk")
class ParityReportTest {

    private static final int RULES = Rule.values().length;

    private static final Path FORMAT = Path.of("..", "docs", "parity-report.md");

    private static final ContractReport FAILING = Failing.contract("no such host");

    private static final ComparedRun COMPARED = ComparedRun.of(
            Differential.between(MemoryHarness::new, DeletesWrongly::harness)
                    .seed(1)
                    .sequences(20)
                    .steps(60),
            Ledger.empty().page("", Divergence.Where.DIFFERENTIAL));

    @TempDir
    private Path directory;

    private final ParityReport report = new ParityReport();

    private JsonObject written(Ledger ledger) throws IOException {
        report.write(directory, ledger);
        return JsonParser.parseString(Files.readString(directory.resolve("parity.json")))
                .getAsJsonObject();
    }

    private String page() throws IOException {
        return Files.readString(directory.resolve("index.html"));
    }

    private void addOneOfEach() {
        report.add(RealReports.MEMORY);
        report.add(RealReports.DELETING);
        report.add(FAILING);
        report.add(COMPARED);
        report.add(new PatternResult(
                "keys",
                "a server",
                7,
                5_000,
                12,
                3,
                List.of(new PatternDifference("<*>", "<i>", true)),
                List.of(),
                List.of(),
                0.25));
    }

    private static JsonObject first(JsonArray array) {
        return array.get(0).getAsJsonObject();
    }

    @Test
    void theLimitsOfAnAdapterAreInTheDataAndOnThePage() throws IOException {
        report.add(
                Generated.contract("a small one", Map.of("limits", "names up to 250 bytes"), rule -> RuleState.PASSED));

        JsonObject small = first(written(Ledger.empty()).getAsJsonArray("adapters"));

        assertThat(small.get("limits").getAsString()).isEqualTo("names up to 250 bytes");
        assertThat(page()).contains("; within limits: names up to 250 bytes</p>");
    }

    @Test
    void theDataContainsTheResults() throws IOException {
        addOneOfEach();

        JsonObject data = written(Ledger.parse("C-05 | Redis adapter | 6.2 | CONTRACT | C-05 | it is old"));

        JsonObject adapter = first(data.getAsJsonArray("adapters"));
        assertThat(adapter.get("name").getAsString()).isEqualTo("in-memory adapter, fake clock");
        assertThat(adapter.get("timeControl").getAsString()).isEqualTo("fake clock");
        assertThat(adapter.get("limits").getAsString()).isEmpty();
        assertThat(adapter.get("passed").getAsInt()).isEqualTo(RULES);
        assertThat(data.getAsJsonArray("rules")).hasSize(RULES);
        JsonObject rule = data.getAsJsonArray("rules").get(Rule.C_05.ordinal()).getAsJsonObject();
        assertThat(rule.get("id").getAsString()).isEqualTo("C-05");
        assertThat(rule.get("area").getAsString()).isEqualTo("Cache");
        assertThat(rule.get("title").getAsString()).isEqualTo("Deleting");
        assertThat(rule.getAsJsonArray("results"))
                .extracting(result -> result.getAsJsonObject().get("state").getAsString())
                .containsExactly("passed", "failed", "failed");
        assertThat(first(data.getAsJsonArray("ledger")).get("reason").getAsString())
                .isEqualTo("it is old");
        JsonObject run = first(data.getAsJsonArray("differentialRuns"));
        assertThat(run.get("sequences").getAsInt()).isPositive();
        assertThat(run.get("differences").getAsInt()).isPositive();
        assertThat(first(data.getAsJsonArray("patterns")).get("pairs").getAsLong())
                .isEqualTo(5_000);
        assertThat(data.getAsJsonArray("harnessFailures")).isNotEmpty();
    }

    @Test
    void theReportNamesProductVersionCommitAndJdk() throws IOException {
        addOneOfEach();

        JsonObject about = written(Ledger.empty()).getAsJsonObject("about");

        Optional<GitCommit> commit = GitCommit.of(Path.of("").toAbsolutePath());
        assertThat(about.get("product").getAsString()).isEqualTo("Coordination");
        assertThat(about.get("version").getAsString()).matches("\\d+\\.\\d+\\.\\d+(-.+)?");
        assertThat(about.get("commit").getAsString())
                .isEqualTo(commit.map(GitCommit::id).orElse(""));
        assertThat(about.get("jdk").getAsString())
                .isEqualTo(System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor"));
        assertThat(page())
                .contains(
                        "<dd>Coordination " + about.get("version").getAsString() + "</dd>",
                        "<dd>" + about.get("jdk").getAsString() + "</dd>",
                        "<dt>Seed of the generated runs</dt><dd>1</dd>");
        assertThat(page().contains("<dt>Commit</dt>")).isEqualTo(commit.isPresent());
    }

    @Test
    void durationsHaveReadableUnits() throws IOException {
        report.add(Generated.contract("an adapter", Map.of(), rule -> RuleState.PASSED));
        report.add(new PatternResult("keys", "a server", 7, 5_000, 12, 0, List.of(), List.of(), List.of(), 125));

        report.write(directory, Ledger.empty());

        assertThat(page())
                .contains(RULES + " tests in 16.2 s", "<small>12 ms</small>", "12 matching, 2 min 5 s")
                .doesNotContain("16218", "125000", "125,000");
    }

    /** Programs that read {@code parity.json} rely on the documentation of its names. */
    @Test
    void theDocumentationDescribesEveryNameInTheData() throws IOException {
        addOneOfEach();
        Set<String> names = new TreeSet<>();
        addNames(written(Ledger.parse("C-05 | Redis adapter | 6.2 | CONTRACT | C-05 | it is old")), names);

        String format = Files.readString(FORMAT);

        assertThat(names).hasSizeGreaterThan(30);
        assertThat(names).allSatisfy(name -> assertThat(format).contains("`" + name + "`"));
    }

    private static void addNames(JsonElement element, Set<String> names) {
        if (element.isJsonObject()) {
            element.getAsJsonObject().entrySet().forEach(entry -> {
                names.add(entry.getKey());
                addNames(entry.getValue(), names);
            });
        } else if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(each -> addNames(each, names));
        }
    }

    @Test
    void thePageEscapesValues() throws IOException {
        report.add(Failing.contract("<script>alert('1')</script> & \"2\""));
        report.add(new PatternResult(
                "keys",
                "<server>",
                7,
                5_000,
                12,
                3,
                List.of(new PatternDifference("<*>", "<i>", true)),
                List.of(),
                List.of(),
                0.25));

        report.write(directory, Ledger.empty());

        assertThat(page())
                .contains("&lt;script&gt;alert(")
                .contains("&lt;server&gt;")
                .doesNotContain("<script>alert(", "<server>", "<i>");
    }

    @Test
    void omitsSectionsWithoutContent() throws IOException {
        report.add(RealReports.MEMORY);

        report.write(directory, Ledger.empty());

        assertThat(page())
                .contains("There are none.")
                .doesNotContain(
                        "Generated runs", "<h2>Patterns", "Failures of the harness", "not run", "<small>,", "Seed");
    }

    @Test
    void thePageRefersToNoOtherResources() throws IOException {
        addOneOfEach();

        report.write(directory, Ledger.empty());

        assertThat(page()).doesNotContain("http:", "https:", "src=", "@import", "url(");
    }

    @Test
    void aRunOfTheContractPrintsASummaryAndWritesTheReport() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ParityListener listener =
                new ParityListener(new PrintStream(printed, true, StandardCharsets.UTF_8), report, directory);

        execute(ContractTestCase.class, listener, TagFilter.includeTags("G-03"));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines().map(String::strip))
                .contains("The contract, adapter by adapter:", "ContractTestCase: in-memory adapter, fake clock")
                .anyMatch(line ->
                        line.startsWith(RULES + " rules: 1 passed, 0 failed, 0 skipped, " + (RULES - 1) + " not run ("))
                .contains("The report: " + directory.toAbsolutePath().resolve("index.html"));
        assertThat(directory).isDirectoryContaining("glob:**/index.html").isDirectoryContaining("glob:**/parity.json");
        assertThat(report.findings().contracts())
                .as("the results left for the next run")
                .isEmpty();
    }

    @Test
    void aRunWithoutTheContractWritesNoReport() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ParityListener listener =
                new ParityListener(new PrintStream(printed, true, StandardCharsets.UTF_8), report, directory);

        execute(NoContractTestCase.class, listener);

        assertThat(printed.size()).isZero();
        assertThat(directory).isEmptyDirectory();
    }

    private static void execute(Class<?> tests, ParityListener listener, Filter<?>... filters) {
        try (LauncherSession session = LauncherFactory.openSession(LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .build())) {
            session.getLauncher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(DiscoverySelectors.selectClass(tests))
                                    .filters(filters)
                                    .build(),
                            listener);
        }
    }

    /** The contract on the in-memory adapter. */
    static final class ContractTestCase extends CoordinationContract {
        @Override
        protected CoordinationHarness harness() {
            return new MemoryHarness();
        }
    }

    /** A test that is not part of the contract. */
    static final class NoContractTestCase {
        @Test
        void passes() {
            assertThat(1).isEqualTo(1);
        }
    }
}
