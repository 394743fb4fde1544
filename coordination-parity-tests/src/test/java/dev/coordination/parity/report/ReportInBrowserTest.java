// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.contract.Rule;
import dev.coordination.parity.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Tests the page in a browser. */
@Execution(ExecutionMode.SAME_THREAD) // The tests share a browser.
class ReportInBrowserTest {

    private static final int RULES = Rule.values().length;

    private static final String MARKUP =
            "<script>document.title = 'broken'</script><b id=\"bold\">no such host</b> & more";

    @TempDir
    private static Path directory;

    private static Path passing;
    private static Path failing;
    private static Browser browser;

    @BeforeAll
    static void writeAndOpen() throws IOException {
        browser = Browser.open();
        passing = directory.resolve("passing");
        failing = directory.resolve("failing");
        ParityReport good = new ParityReport();
        good.add(RealReports.MEMORY);
        good.write(passing, Ledger.empty());

        ParityReport bad = new ParityReport();
        bad.add(RealReports.MEMORY);
        bad.add(RealReports.DELETING);
        bad.add(Failing.contract(MARKUP));
        bad.write(failing, Ledger.parse("C-05 | Redis <i>adapter</i> | 6.2 | CONTRACT | C-05 | it is <b>old</b>"));
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

    private static void show(Path report) {
        browser.show(report.resolve("index.html"));
    }

    private static void choose(String filter) {
        browser.element("input[name=filter][value='" + filter + "']").click();
    }

    @Test
    void aPassedRunShowsOnlyPassedRules() {
        show(passing);

        assertThat(browser.seen(".verdict li"))
                .containsExactly("✓ All " + RULES + " rules passed on in-memory adapter, fake clock");
        assertThat(browser.seen("tr.rule")).hasSize(RULES);
        assertThat(browser.seen("tr.area")).hasSize(7);
        assertThat(browser.seen("td.passed")).hasSize(RULES).allMatch(text -> text.startsWith("✓ passed"));
        assertThat(browser.seen("tr.details")).isEmpty();
        assertThat(browser.seen("#shown")).containsExactly(RULES + " of " + RULES + " rules shown");
    }

    @Test
    void theFilterForFailuresShowsNoRuleOfAPassedRun() {
        show(passing);

        choose("failed");

        assertThat(browser.seen("tr.rule")).isEmpty();
        assertThat(browser.seen("tr.area")).isEmpty();
        assertThat(browser.seen("#shown")).containsExactly("No rule failed.");
    }

    @Test
    void theFilterForDifferencesHidesAllOtherRulesUntilItIsReset() {
        show(failing);
        assertThat(browser.seen(".verdict li"))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches(
                                        "✗ \\d+ rules failed on an adapter in which delete always returns true: .*C-05.*"),
                        line -> assertThat(line)
                                .startsWith("✗ " + RULES + " rules failed on unknown adapter: G-01 G-02"),
                        line -> assertThat(line).matches("✗ \\d+ checks of the harness failed on unknown adapter"),
                        line -> assertThat(line)
                                .isEqualTo("✓ All " + RULES + " rules passed on in-memory adapter, fake clock"));

        choose("differs");
        assertThat(browser.seen("tr.rule")).hasSizeBetween(1, RULES);
        assertThat(browser.seen("#C-05")).isNotEmpty();

        choose("");
        assertThat(browser.seen("tr.rule")).hasSize(RULES);
    }

    @Test
    void selectingARuleShowsItsTextAndItsFailures() {
        show(failing);
        WebElement button = browser.element("#C-05");
        assertThat(button.getDomAttribute("aria-expanded")).isEqualTo("false");

        button.click();

        assertThat(button.getDomAttribute("aria-expanded")).isEqualTo("true");
        assertThat(browser.seen("#C-05-details"))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .contains(Rule.C_05.text())
                        .contains("an adapter in which ")
                        .contains("C-05 delete returns true exactly when the key was present"));

        button.click();
        assertThat(browser.seen("#C-05-details")).isEmpty();
    }

    @Test
    void rulesCanBeOpenedWithTheKeyboard() {
        show(failing);
        browser.script("document.querySelector('#C-05').focus()");

        browser.element("#C-05").sendKeys(Keys.ENTER);

        assertThat(browser.seen("#C-05-details")).isNotEmpty();
        assertThat(browser.script("return document.activeElement.getAttribute('aria-controls')"))
                .isEqualTo("C-05-details");
    }

    @Test
    void markupInAMessageIsShownAsText() {
        show(failing);

        browser.element("#G-01").click();

        assertThat(browser.title()).isEqualTo("Parity report");
        assertThat(browser.seen("#bold")).isEmpty();
        assertThat(browser.seen("#G-01-details")).singleElement().asString().contains(MARKUP);
        assertThat(browser.seen(".known li")).anyMatch(text -> text.contains("Redis <i>adapter</i>"));
    }

    @Test
    void printsEveryFailureAndNoControls() {
        show(failing);

        browser.media("print", "light");

        assertThat(browser.seen("#C-05-details")).isNotEmpty();
        assertThat(browser.seen(".controls")).isEmpty();
    }

    @Test
    void followsTheDarkColorScheme() {
        show(failing);

        browser.media("screen", "dark");

        assertThat(browser.script("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(13, 17, 23)");
    }

    @Test
    void loadsNoOtherResources() {
        show(failing);

        assertThat(browser.script("return performance.getEntriesByType('resource').length"))
                .isEqualTo("0");
    }

    /** Text meets WCAG AA in both color schemes. */
    @Test
    void allTextHasEnoughContrast() {
        for (String colors : List.of("light", "dark")) {
            show(failing);
            browser.media("screen", colors);
            assertThat(browser.script(Contrast.SCRIPT)).as(colors).isEqualTo("");
        }
    }
}
