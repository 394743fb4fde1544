// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.runner.RuleState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests links to rules, and filters that hide rules. */
@Execution(ExecutionMode.SAME_THREAD) // The tests share a browser.
class ReportLinksInBrowserTest {

    private static final int RULES = Rule.values().length;

    private static final int MANY = 20;

    @TempDir
    private static Path directory;

    private static Browser browser;

    @BeforeAll
    static void writeAndOpen() throws IOException {
        browser = Browser.open();
        Generated.write(directory.resolve("one"), 1, rule -> RuleState.PASSED);
        Generated.write(directory.resolve("two"), 2, rule -> RuleState.PASSED);
        Generated.write(directory.resolve("failing"), 2, Generated.failing(Rule.G_01, Rule.C_05));
        Generated.write(directory.resolve("many"), MANY, Generated::anyState);
    }

    @AfterAll
    static void quit() {
        if (browser != null) { // It is null if no browser is installed.
            browser.close();
        }
    }

    @BeforeEach
    void usePhoneScreen() {
        browser.resize(360, 640);
    }

    @AfterEach
    void theConsoleStaysEmpty() {
        assertThat(browser.console()).isEmpty();
    }

    private static void show(String report, String fragment) {
        browser.show(directory.resolve(report).resolve("index.html"), fragment);
    }

    private static void choose(String filter) {
        browser.element("input[name=filter][value='" + filter + "']").click();
    }

    /** Asserts that a rule is open, visible on the screen below the heading, and focused. */
    private static void assertShown(Rule rule) {
        assertThat(browser.script("""
                const row = document.getElementById("%s").closest("tr");
                const box = row.getBoundingClientRect();
                const heading = document.querySelector("thead th").getBoundingClientRect();
                return row.querySelector("button").getAttribute("aria-expanded")
                  + " " + row.nextElementSibling.checkVisibility()
                  + " " + (box.height > 0 && heading.bottom <= box.top && box.bottom <= innerHeight)
                  + " " + row.contains(document.activeElement);
                """.formatted(rule.id())))
                .as("%s: open, details shown, on the screen, focused", rule.id())
                .isEqualTo("true true true true");
    }

    @ParameterizedTest
    @EnumSource(names = {"G_01", "C_05", "C_15", "P_08", "S_12", "L_08", "M_06", "T_01"})
    void aLinkOpensItsRule(Rule rule) {
        show("two", "#" + rule.id());

        assertShown(rule);
        assertThat(browser.script("return document.querySelectorAll('tr.details:not([hidden])').length"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource(names = {"G_01", "C_05", "T_01"})
    void aLinkOpensItsRuleInAScrollingTable(Rule rule) {
        show("many", "#" + rule.id());

        assertShown(rule);
    }

    @Test
    void linksIgnoreCase() {
        show("two", "#c-05");

        assertShown(Rule.C_05);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#", "#X-99", "#%", "#C-05-details", "#rules-title"})
    void otherLinksOpenNoRule(String fragment) {
        show("two", fragment);

        assertThat(browser.seen("tr.details")).isEmpty();
        assertThat(browser.seen("#shown")).containsExactly(RULES + " of " + RULES + " rules shown");
    }

    @Test
    void changingTheAddressOpensTheNextRule() {
        show("two", "#T-01");

        for (Rule rule : Rule.values()) {
            browser.move("location.hash = '#" + rule.id() + "'");

            assertShown(rule);
        }
    }

    @Test
    void aLinkShowsARuleThatAFilterHides() {
        show("failing", "");
        choose("failed");
        assertThat(browser.seen("#C-04")).isEmpty();

        browser.move("location.hash = '#C-04'");

        assertShown(Rule.C_04);
        assertThat(browser.seen("#shown")).containsExactly(RULES + " of " + RULES + " rules shown");
        assertThat(browser.element("input[value='']").isSelected()).isTrue();
    }

    @Test
    void theVerdictLinksToTheRulesThatFailed() {
        show("failing", "");
        assertThat(browser.seen(".verdict li:first-child a")).containsExactly("G-01", "C-05");

        browser.move("document.querySelector('.verdict li:first-child a:last-child').click()");

        assertShown(Rule.C_05);
    }

    @Test
    void anOpenRuleShowsALinkToItself() {
        show("two", "#C-05");

        assertThat(browser.element("#C-05-details .link a").getDomAttribute("href"))
                .isEqualTo("#C-05");
    }

    @Test
    void aFilterThatShowsNoRulesSaysSo() {
        show("two", "");

        choose("differs");
        assertThat(browser.seen("#shown")).containsExactly("No rule differs between the adapters.");
        assertThat(browser.seen("#rules")).as("a table without rows").isEmpty();

        choose("failed");
        assertThat(browser.seen("#shown")).containsExactly("No rule failed.");

        choose("");
        assertThat(browser.seen("#rules")).hasSize(1);
        assertThat(browser.seen("#shown")).containsExactly(RULES + " of " + RULES + " rules shown");
    }

    @Test
    void withOneAdapterThereIsNothingToCompare() {
        show("one", "");

        choose("differs");

        assertThat(browser.seen("#shown"))
                .containsExactly("The contract ran on one adapter: there is nothing to compare.");
    }

    @Test
    void omitsFiltersForStatesThatDoNotOccur() {
        show("two", "");

        assertThat(browser.seen("fieldset label"))
                .containsExactly("all rules", "rules on which adapters differ", "rules that failed");
    }

    @Test
    void aFilterShowsRulesWithTestsThatWereSkippedOrNotRun() {
        show("many", "");

        choose("incomplete");

        assertThat(browser.seen("#G-02")).isNotEmpty();
        assertThat(browser.seen("#G-04")).isNotEmpty();
        assertThat(browser.seen("#G-05")).isNotEmpty();
        assertThat(browser.seen("#G-01, #G-03")).isEmpty();
        long incomplete = Arrays.stream(Rule.values())
                .map(Generated::anyState)
                .filter(state -> state != RuleState.PASSED && state != RuleState.FAILED)
                .count();
        assertThat(browser.seen("#shown")).containsExactly(incomplete + " of " + RULES + " rules shown");
    }
}
