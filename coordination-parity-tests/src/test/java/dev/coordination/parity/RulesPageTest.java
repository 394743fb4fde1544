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
import org.junit.jupiter.api.Test;

/** Checks that {@code docs/rules.md} lists every rule of the contract, with the same text and in the same order. */
class RulesPageTest {

    private static final Path PAGE = Path.of("..", "docs", "rules.md");

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

    private static String line(Rule rule) {
        return "- **" + rule.id() + " " + rule.title() + ".** " + rule.text().replaceAll("[\\\\*_\\[\\]<>`]", "\\\\$0")
                + ".";
    }
}
