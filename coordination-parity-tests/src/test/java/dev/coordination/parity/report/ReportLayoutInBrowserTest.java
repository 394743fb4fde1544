// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.runner.RuleState;
import dev.coordination.parity.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the layout of the page on screens of different sizes and on paper. */
@Execution(ExecutionMode.SAME_THREAD) // The tests share a browser.
class ReportLayoutInBrowserTest {

    private static final int[] WIDTHS = {320, 360, 768, 1280, 1440};
    private static final int HEIGHT = 640;
    private static final int MANY = 20;
    private static final int PAPER = 718; // A4 at 96 dots per inch, without its margins

    /** Lists the elements that are wider than the page or than their box. */
    private static final String TOO_WIDE = """
            const root = document.documentElement;
            const name = e => e.tagName + "." + e.className + " " + e.textContent.trim().slice(0, 30);
            const wide = [...document.querySelectorAll("h1, h2, p, li, dd, dt, pre, td, th, button, label, span, small, strong")]
              .filter(e => e.getClientRects().length > 0 && getComputedStyle(e).position !== "absolute")
              .filter(e => e.getBoundingClientRect().right > root.clientWidth + .5 || e.getBoundingClientRect().left < 0);
            const spilling = [...document.querySelectorAll("th, td, li, pre, p, button")]
              .filter(e => e.getClientRects().length > 0 && e.scrollWidth > e.clientWidth + 1);
            return (root.scrollWidth > root.clientWidth ? "page " + root.scrollWidth + " " : "")
              + [...wide, ...spilling].map(name).join(", ");
            """;

    /** Counts the cells whose icon is not on the screen. */
    private static final String ICONS_OFF_SCREEN = """
            return [...document.querySelectorAll("tr.rule td")].filter(cell => {
              const row = cell.parentElement;
              row.scrollIntoView();
              const icon = cell.querySelector("[aria-hidden]");
              const box = icon.getBoundingClientRect();
              return !cell.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2))
                || box.left < cell.getBoundingClientRect().left || box.right > cell.getBoundingClientRect().right;
            }).length;
            """;

    @TempDir
    private static Path directory;

    private static Browser browser;

    @BeforeAll
    static void open() {
        browser = Browser.open();
    }

    @AfterAll
    static void quit() {
        if (browser != null) { // It is null if no browser is installed.
            browser.close();
        }
    }

    @AfterEach
    void theConsoleStaysEmpty() {
        browser.media("screen", "light");
        assertThat(browser.console()).isEmpty();
    }

    private static void show(int adapters, Function<Rule, RuleState> states, int width) throws IOException {
        Generated.write(directory, adapters, states);
        browser.resize(width, HEIGHT);
        browser.show(directory.resolve("index.html"));
    }

    private static void openAllRules() {
        browser.script("document.querySelectorAll('tr.rule button').forEach(button => button.click())");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6})
    void everyAdapterIsOnTheScreen(int adapters) throws IOException {
        show(adapters, Generated::anyState, WIDTHS[0]);

        for (int width : WIDTHS) {
            browser.resize(width, HEIGHT);
            assertThat(browser.script("return document.querySelectorAll('tr.rule td').length"))
                    .isEqualTo(String.valueOf(adapters * Rule.values().length));
            assertThat(browser.script(ICONS_OFF_SCREEN))
                    .as("cells off the screen at %d px", width)
                    .isEqualTo("0");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 6})
    void nothingIsWiderThanTheScreen(int adapters) throws IOException {
        int different = adapters == 0 ? 1 : Generated.STATES.size(); // Without adapters, there are no states.
        for (Function<Rule, RuleState> states : Generated.STATES.subList(0, different)) {
            show(adapters, states, WIDTHS[0]);
            openAllRules();

            assertThat(browser.script("return document.querySelectorAll('tr.details:not([hidden])').length"))
                    .isEqualTo(adapters == 0 ? "0" : String.valueOf(Rule.values().length));
            for (int width : WIDTHS) {
                browser.resize(width, HEIGHT);
                assertThat(browser.script(TOO_WIDE)).as("%d px", width).isEqualTo("");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 360, 768, 1280, 1440})
    void withManyAdaptersTheTableScrollsButNotThePage(int width) throws IOException {
        show(MANY, Generated::anyState, width);
        openAllRules();

        assertThat(browser.script("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo("0");
        assertThat(browser.script("""
                const width = document.querySelector(".scroll").clientWidth;
                return [...document.querySelectorAll(".details > td > div")].filter(e => e.clientWidth > width).length;
                """))
                .as("details wider than the visible part of the table")
                .isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6, MANY})
    void aNarrowCellShowsAnIconAndHasAnAccessibleName(int adapters) throws IOException {
        show(adapters, Generated::anyState, 360);

        assertThat(browser.element("tr:has(#G-01) td:last-child").getAccessibleName())
                .isEqualTo("passed");
        assertThat(browser.element("tr:has(#G-04) td:last-child").getAccessibleName())
                .isEqualTo("skipped");
        assertThat(browser.script("""
                const { width, height } = document.querySelector("tr:has(#G-01) td:last-child .state").getBoundingClientRect();
                return width <= 1 && height <= 1;
                """)).as("the state is not visible as text").isEqualTo("true");
        assertThat(browser.seen("tr.rule td small")).isEmpty();
        assertThat(browser.element("thead th:last-child").getAccessibleName())
                .isEqualTo(adapters == 1 ? "1 in-memory adapter" : adapters + " Redis 7.0." + adapters);
    }

    @Test
    void aWideCellShowsTheStateAndTheDuration() throws IOException {
        show(6, Generated::anyState, 1280);

        assertThat(browser.seen("tr:has(#G-01) td")).hasSize(6).allMatch(text -> text.equals("✓ passed 12 ms"));
        assertThat(browser.seen("tr:has(#G-05) td")).hasSize(6).allMatch(text -> text.equals("○ not run"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6, MANY})
    void theHeadingStaysVisibleWhenThePageScrolls(int adapters) throws IOException {
        show(adapters, Generated::anyState, WIDTHS[0]);

        for (int width : WIDTHS) {
            browser.resize(width, HEIGHT);
            browser.script("scrollTo(0, 0); document.getElementById('S-05').scrollIntoView()");

            assertThat(browser.script("""
                    const box = document.querySelector("thead th:nth-child(2)").getBoundingClientRect();
                    const seen = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                    const row = document.getElementById("S-05").getBoundingClientRect();
                    return (seen.closest("thead") !== null) + " " + (box.bottom <= row.top && row.bottom <= innerHeight);
                    """)).as("%d px", width).isEqualTo("true true");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 360})
    void theNamesOfTheRulesStayVisibleWhenTheTableScrolls(int width) throws IOException {
        show(MANY, Generated::anyState, width);

        browser.script("""
                document.getElementById("S-05").scrollIntoView();
                document.querySelector(".scroll").scrollLeft = 120;
                """);

        assertThat(browser.script("return document.querySelector('.scroll').scrollLeft > 0"))
                .as("the table scrolled")
                .isEqualTo("true");
        assertThat(browser.script("""
                const box = document.querySelector("tr:has(#S-05) th").getBoundingClientRect();
                const seen = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                return document.querySelector("tr:has(#S-05)").contains(seen)
                  && Math.abs(box.left - document.querySelector(".scroll").getBoundingClientRect().left) < 3;
                """)).isEqualTo("true");
    }

    /** With the keyboard, the focus can also move backwards, and the sticky heading must not cover it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 6, MANY})
    void theHeadingNeverCoversTheFocusedRule(int adapters) throws IOException {
        show(adapters, Generated.failing(Rule.C_05), 360);

        assertThat(browser.script("""
                const hidden = [];
                for (const button of [...document.querySelectorAll("tr.rule button")].reverse()) {
                  button.focus();
                  const box = button.getBoundingClientRect();
                  const seen = document.elementFromPoint(box.left + box.width / 2, box.top + 3);
                  if (!button.contains(seen)) hidden.push(button.textContent);
                }
                return hidden.join(", ");
                """)).isEqualTo("");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6})
    void printsEveryAdapterAndFailureInLightColors(int adapters) throws IOException {
        show(adapters, Generated::anyState, PAPER);

        browser.media("print", "dark");

        assertThat(browser.script("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(255, 255, 255)");
        assertThat(browser.script(TOO_WIDE)).isEqualTo("");
        assertThat(browser.script("return getComputedStyle(document.querySelector('thead th')).position"))
                .isEqualTo("static");
        assertThat(browser.seen("tr.details")).hasSameSizeAs(browser.seen("tr.rule.failed"));
    }

    @Test
    void printsOnlyTheRulesThatTheFilterShows() throws IOException {
        ParityReport report = new ParityReport();
        report.add(Generated.contract("one", Map.of(), Generated.failing(Rule.C_01)));
        report.add(Generated.contract("two", Map.of(), Generated.failing(Rule.C_01, Rule.C_05)));
        report.write(directory, Ledger.empty());
        browser.resize(PAPER, HEIGHT);
        browser.show(directory.resolve("index.html"));
        browser.element("input[value=differs]").click();

        browser.media("print", "light");

        assertThat(browser.seen("tr.rule")).singleElement().asString().startsWith("C-05 ");
        assertThat(browser.seen("tr.details")).hasSize(1);
        assertThat(browser.seen("#C-05-details")).hasSize(1);
    }
}
