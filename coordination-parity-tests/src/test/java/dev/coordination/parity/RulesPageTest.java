// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.contract.RuleArea;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks that {@code docs/rules.md} lists every rule of the contract, with the same text and in the same order, and that the
 * documentation states the number of rules correctly.
 */
class RulesPageTest {

    private static final Path PAGE = ProjectFiles.ROOT.resolve("docs/rules.md");

    @Test
    void listsEveryRuleInItsArea() throws IOException {
        List<String> expected = new ArrayList<>();
        for (RuleArea area : RuleArea.values()) {
            expected.add("## " + area.title());
            Arrays.stream(Rule.values())
                    .filter(rule -> rule.area() == area)
                    .map(RulesPageTest::line)
                    .forEach(expected::add);
        }

        assertThat(Files.readAllLines(PAGE))
                .filteredOn(line -> line.startsWith("## ") || line.startsWith("- **"))
                .containsExactlyElementsOf(expected);
    }

    /** Dated results in {@code docs/performance} state the number of rules on their date. */
    @Test
    void documentsStateTheNumberOfRules() throws IOException {
        Pattern number = Pattern.compile("(\\d+)\\s+(?:\\[numbered )?rules\\b");
        List<Path> pages = new ArrayList<>(List.of(ProjectFiles.ROOT.resolve("README.md")));
        try (Stream<Path> docs = Files.list(ProjectFiles.ROOT.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }

        assertThat(pages)
                .flatExtracting(page -> number.matcher(ProjectFiles.read(page))
                        .results()
                        .map(found -> Integer.valueOf(found.group(1)))
                        .toList())
                .isNotEmpty()
                .containsOnly(Rule.values().length);
    }

    private static String line(Rule rule) {
        return "- **" + rule.id() + " " + rule.title() + ".** " + rule.text().replaceAll("[\\\\*_\\[\\]<>`]", "\\\\$0")
                + ".";
    }
}
