// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium. If none is installed, the test is skipped with the reason, or fails if
 * {@code -Dcoordination.browser=required} is set. With {@code skipped}, it is skipped even if one is installed.
 */
final class Browser implements AutoCloseable {

    private static final String SETTING = System.getProperty("coordination.browser", "optional");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser open() {
        Optional<Path> chromium = onPath("chromium", "google-chrome");
        Optional<Path> chromedriver = onPath("chromedriver");
        assertThat(SETTING).as("coordination.browser").isIn("optional", "required", "skipped");
        Assumptions.assumeFalse(SETTING.equals("skipped"), "-Dcoordination.browser=skipped");
        if (SETTING.equals("optional")) {
            Assumptions.assumeTrue(
                    chromium.isPresent() && chromedriver.isPresent(),
                    "there is no chromium with a chromedriver on the PATH");
        }
        assertThat(chromium).as("chromium on the PATH").isPresent();
        assertThat(chromedriver).as("chromedriver on the PATH").isPresent();
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get().toFile());
        // Root in a container cannot create a sandbox, and /dev/shm is small there.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,900");
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.get().toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static Optional<Path> onPath(String... names) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(directory -> Arrays.stream(names).map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    void show(Path page) {
        driver.get(page.toUri().toString());
    }

    /** Opens a page at a fragment, as a link does. */
    void show(Path page, String fragment) {
        driver.get("about:blank"); // Otherwise a page that is already open is not reloaded.
        driver.get(page.toUri() + fragment);
    }

    /** Sets the size of the screen, in CSS pixels. */
    void resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    WebElement element(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** Returns the text of each visible element that matches the selector. */
    List<String> seen(String selector) {
        return rendered(selector).stream()
                .filter(WebElement::isDisplayed)
                .map(WebElement::getText)
                .toList();
    }

    /** Returns the visible elements. One script finds them, because asking about each of many hidden ones takes seconds. */
    @SuppressWarnings("unchecked") // The script returns an array of elements.
    private List<WebElement> rendered(String selector) {
        return (List<WebElement>) driver.executeScript(
                "return [...document.querySelectorAll(arguments[0])].filter(element => element.checkVisibility())",
                selector);
    }

    String title() {
        return String.valueOf(driver.getTitle());
    }

    /** Runs a script, and returns its result. */
    Object script(String script) {
        return String.valueOf(driver.executeScript(script));
    }

    /** Runs a script that changes the fragment of the address, and waits until it has changed. */
    void move(String script) {
        driver.executeAsyncScript(
                "window.addEventListener('hashchange', () => arguments[0](), { once: true }); " + script);
    }

    /** Emulates a medium, {@code screen} or {@code print}, and a color scheme, {@code light} or {@code dark}. */
    void media(String media, String colors) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("media", media, "features", List.of(Map.of("name", "prefers-color-scheme", "value", colors))));
    }

    /** Returns the messages on the console since the last call. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(Object::toString)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
