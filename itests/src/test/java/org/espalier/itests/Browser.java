package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A headless Chromium with a profile of its own, where this machine has one. */
final class Browser implements AutoCloseable {
    private static final String[] CHROMIUM = {"chromium", "chromium-browser", "google-chrome"};
    private static final int WARNING = 900; // as java.util.logging counts
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path pictures;
    private final ChromeDriver driver;

    /**
     * Skips the test where there is no browser.
     *
     * @param folder the test's own, for the profile and the pictures
     */
    Browser(Path folder) throws IOException {
        Optional<Path> browser = onPath(CHROMIUM);
        Optional<Path> chromedriver = onPath("chromedriver");
        assumeTrue(
                "skipped: no browser looks at the pages; put chromium and chromedriver on the path",
                browser.isPresent() && chromedriver.isPresent());
        pictures = Files.createDirectories(folder.resolve("pictures"));
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.get().toFile());
        options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + Files.createTempDirectory(folder, "profile-"));
        driver =
                new ChromeDriver(
                        new ChromeDriverService.Builder()
                                .usingDriverExecutable(chromedriver.get().toFile())
                                .build(),
                        options);
        desk();
    }

    private static Optional<Path> onPath(String... names) {
        return Arrays.stream(names)
                .flatMap(
                        name ->
                                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    void open(String address) {
        driver.get(address);
    }

    String title() {
        return driver.getTitle();
    }

    /** Elements that are seen. */
    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css)).stream()
                .filter(WebElement::isDisplayed)
                .toList();
    }

    /** The first that is seen, as soon as it is. */
    WebElement one(String css) throws Exception {
        until("there is " + css, () -> !all(css).isEmpty());
        return all(css).get(0);
    }

    void click(String css) throws Exception {
        click(one(css));
    }

    /** Clicks it in the middle of the window, where nothing lies over it. */
    void click(WebElement element) throws Exception {
        until(
                "can be clicked: " + element,
                () -> {
                    run(
                            "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})",
                            element);
                    try {
                        element.click();
                        return true;
                    } catch (ElementClickInterceptedException e) {
                        return false; // the page was on its way somewhere
                    }
                });
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** All text that is seen. */
    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    /** Every picture of a kind has come, and is one. */
    void awaitPictures(String css) throws Exception {
        one(css);
        until(
                "pictures " + css,
                () ->
                        all(css).stream()
                                .allMatch(
                                        picture ->
                                                (Boolean)
                                                        run(
                                                                "return arguments[0].complete &&"
                                                                        + " arguments[0].naturalWidth >"
                                                                        + " 0",
                                                                picture)));
    }

    /** A condition on a page that changes under the look at it. */
    interface Condition {
        boolean holds() throws Exception;
    }

    void until(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (StaleElementReferenceException e) {
                Thread.onSpinWait(); // the page made it anew
            }
            assertTrue("not in time: " + what + "\n" + text(), System.nanoTime() < end);
            Thread.sleep(50);
        }
    }

    void desk() {
        size(1200, 900, false);
    }

    void phone() {
        size(360, 740, true);
    }

    private void size(int width, int height, boolean mobile) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
    }

    /** Light or dark. */
    void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Nothing reaches beyond the right edge. */
    void assertFits(String what) {
        assertEquals(
                what + ": what is wider than the window",
                "",
                run(
                        """
                        const wide = document.documentElement.clientWidth;
                        if (document.documentElement.scrollWidth <= wide) return "";
                        return [...document.querySelectorAll("body *")]
                          .filter(e => e.getBoundingClientRect().right > wide + 0.5)
                          .map(e => e.tagName + "." + e.className).join(", ");
                        """));
    }

    /** The whole page as a PNG file. */
    void picture(String name) throws IOException {
        Map<String, Object> shot =
                driver.executeCdpCommand(
                        "Page.captureScreenshot",
                        Map.of("format", "png", "captureBeyondViewport", true));
        Files.write(
                pictures.resolve(name + ".png"),
                Base64.getDecoder().decode((String) shot.get("data")));
    }

    /** What the console has got to say since it was last asked, but for mere information. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= WARNING)
                .map(LogEntry::getMessage)
                .toList();
    }

    void assertQuiet() {
        assertEquals(List.of(), complaints());
    }

    @Override
    public void close() {
        driver.quit();
    }
}
