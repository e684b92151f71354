package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.openqa.selenium.WebElement;

/** The live page and the report as a browser shows them, where there is one. */
public class BrowserIT {
    private static final String SMALL =
            """
            {"dataset.target": "(dataset=synthetic)", "dataset.classes": 3,
             "dataset.trainImages": 24, "dataset.valImages": 8,
             "dataset.width": 96, "dataset.height": 72,
             "localizer.target": "(method=cam)", "localizer.backbone": "tiny",
             "localizer.outputStride": 8, "localizer.trainingSides": [65],
             "localizer.sides": [65], "localizer.gridSide": 65, "localizer.epochs": 20,
             "localizer.batch": 8, "localizer.rate": 0.005, "background": 0.4,
             "crf.target": "(method=dense-crf)",
             "segmenter.target": "(method=deeplab)", "segmenter.backbone": "tiny",
             "segmenter.outputStride": 8, "segmenter.trainingSides": [65],
             "segmenter.crop": 65, "segmenter.sides": [65], "segmenter.width": 32,
             "segmenter.branchWidth": 16, "segmenter.batch": 8, "segmenter.epochs": 40}
            """;

    private static final String HOSTILE = "<img src=x onerror=\"window.hacked=1\">'&amp;";

    @Rule public final Timeout patience = Timeout.seconds(300);

    private final Path folder = folder();
    private final Path runs = folder.resolve("runs");
    private Browser browser;
    private StartScript script;
    private WebProcess web;
    private Process run;

    private static Path folder() {
        return Path.of(System.getProperty("espalier.itests"), "BrowserIT");
    }

    /** Pictures of all tests are kept, profiles of earlier ones are not. */
    @BeforeClass
    public static void clear() throws Exception {
        ProductTest.delete(folder());
    }

    @Before
    public void start() throws Exception {
        Files.createDirectories(folder);
        browser = new Browser(folder);
        script = new StartScript(folder);
        ProductTest.delete(runs);
        Files.deleteIfExists(folder.resolve("config/org.espalier.pipeline~small.json"));
        ProductTest.put(folder.resolve("config/org.espalier.pipeline~small.json"), SMALL);
    }

    @After
    public void end() {
        if (browser != null) {
            browser.close();
        }
        if (web != null) {
            web.close();
        }
        if (run != null) {
            run.destroyForcibly();
        }
    }

    private URI serve(int port) throws Exception {
        web = new WebProcess(folder.resolve("web"), runs, port);
        return web.address();
    }

    @Test
    public void theLivePageShowsARunWhileItGoesOn() throws Exception {
        URI page = serve(0);
        browser.open(page.toString());
        browser.until("it is live", () -> browser.one("#link").getText().equals("live"));
        browser.one(".empty");
        run = script.start("run", "small", "--out", runs.toString());
        browser.until("the run is under way", () -> !browser.all(".work progress").isEmpty());
        browser.picture("list-light");
        browser.click(".line .name");
        browser.one(".title .running");
        browser.one("figure .chart polyline");
        browser.until("stages are scored", () -> browser.all(".scores tbody tr").size() > 3);
        lookAtAMask();
        browser.picture("run-light");
        browser.assertQuiet();
        browser.until("it is finished", () -> !browser.all(".title .finished").isEmpty());
        assertEquals(0, script.outcome(run).code());
        browser.until("all is scored", () -> browser.all(".scores tbody tr").size() == 8);
        browser.assertQuiet();
        fitsEverywhere(page);
        browser.open(page + "#/run/small/1");
        browser.click("a.button");
        clickThroughTheReport("the report behind the page");
    }

    private void lookAtAMask() throws Exception {
        browser.click(".chips label span");
        assertTrue(browser.one(".chips label span").getText().startsWith("localizer, train"));
        browser.awaitPictures(".card img");
        String id = browser.one(".card .id").getText();
        browser.click(".card");
        assertEquals(id, browser.one("dialog h2").getText());
        browser.awaitPictures("dialog img");
        assertEquals(3, browser.all("dialog figure").size());
        browser.picture("mask-light");
        browser.click("dialog .close");
        browser.until("it is closed", () -> browser.all("dialog").isEmpty());
    }

    /** Each page in both schemes, on a desk and on a phone. */
    private void fitsEverywhere(URI page) throws Exception {
        for (String scheme : List.of("light", "dark")) {
            browser.scheme(scheme);
            for (String width : List.of("desk", "phone")) {
                if (width.equals("phone")) {
                    browser.phone();
                } else {
                    browser.desk();
                }
                fits(page, "#/", ".line", "list", width + "-" + scheme);
                fits(page, "#/health", ".health td", "health", width + "-" + scheme);
                fits(page, "#/run/small/1", ".card", "run", width + "-" + scheme);
                browser.click(".card");
                browser.awaitPictures("dialog img");
                browser.assertFits("image, " + width + "-" + scheme);
                browser.picture("image-" + width + "-" + scheme);
                browser.click("dialog .close");
            }
        }
        browser.scheme("light");
        browser.desk();
        browser.assertQuiet();
    }

    private void fits(URI page, String at, String css, String name, String how) throws Exception {
        browser.open(page + at);
        browser.one(css);
        browser.assertFits(name + ", " + how);
        browser.picture(name + "-" + how);
    }

    @Test
    public void theReportWorksFromItsFile() throws Exception {
        assertEquals(0, script.run(quick()).code());
        browser.open(runs.resolve("small/1/report.html").toUri().toString());
        clickThroughTheReport("the report in its file");
        browser.picture("report-light");
        browser.phone();
        browser.scheme("dark");
        browser.assertFits("the report on a phone");
        browser.picture("report-phone-dark");
    }

    /** Learns little: a report of it has all its parts. */
    private String[] quick() {
        return new String[] {
            "run",
            "small",
            "--out",
            runs.toString(),
            "--set",
            "localizer.epochs=2",
            "--set",
            "segmenter.epochs=1"
        };
    }

    private void clickThroughTheReport(String what) throws Exception {
        browser.one(".masthead");
        for (WebElement link : browser.all("nav a")) {
            browser.click(link);
        }
        for (WebElement layer : browser.all(".layers span")) {
            browser.click(layer);
        }
        browser.run(
                "const s = document.querySelector('.strength input'); s.value = 30;"
                        + " s.dispatchEvent(new Event('input'))");
        for (WebElement summary : browser.all("summary")) {
            browser.click(summary);
        }
        browser.click(".card");
        browser.awaitPictures("dialog img");
        browser.click("dialog .close");
        browser.until("it is closed", () -> browser.all("dialog").isEmpty());
        assertEquals(what, List.of(), browser.complaints());
    }

    @Test
    public void whatDataAreCalledIsTextAndNothingElse() throws Exception {
        Path hostile = Files.createDirectories(runs.resolve(HOSTILE + "/1"));
        String name = HOSTILE.replace("\"", "\\\"");
        Files.writeString(
                hostile.resolve("manifest.json"),
                """
                {"pipeline": "%1$s", "key": "%1$s", "dataset": "%1$s", "data": "/%1$s", "seed": 1,
                 "train": "%1$s", "val": "val", "classes": ["background", "%1$s"],
                 "background": 0, "stages": {"%1$s": "%1$s"}, "settings": {}}
                """
                        .formatted(name));
        Path mask = hostile.resolve(HOSTILE + "/" + HOSTILE + "-none/labels/" + HOSTILE + ".png");
        Files.createDirectories(mask.getParent());
        Files.write(mask, onePixel());
        browser.open(serve(0).toString());
        assertEquals(HOSTILE + "/1", browser.one(".line .name").getText());
        browser.click(".line .name");
        assertEquals(HOSTILE, browser.one("h1").getText().replace("run 1", "").strip());
        assertTrue(browser.one("main > pre").getText().startsWith("espalier run '<img src=x"));
        assertEquals(HOSTILE, browser.one(".card .id").getText());
        browser.awaitPictures(".card img");
        browser.click(".card");
        assertEquals(HOSTILE, browser.one("dialog h2").getText());
        browser.click("dialog .close");
        browser.phone();
        browser.assertFits("long names");
        browser.picture("hostile-phone");
        assertNull(browser.run("return window.hacked ?? null"));
        browser.assertQuiet();
    }

    /** A mask of one pixel of class 1. */
    private static byte[] onePixel() throws Exception {
        var image =
                new java.awt.image.BufferedImage(1, 1, java.awt.image.BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(0, 0, 0, 1);
        var out = new java.io.ByteArrayOutputStream();
        javax.imageio.ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    @Test
    public void thePageGoesOnWhenTheServerComesBack() throws Exception {
        URI page = serve(0);
        browser.open(page.toString());
        browser.until("it is live", () -> browser.one("#link").getText().equals("live"));
        web.interrupt();
        browser.until("it tells", () -> browser.one("#link").getText().startsWith("waiting"));
        Files.createDirectories(runs.resolve("small/1"));
        Files.writeString(runs.resolve("small/1/manifest.json"), "{\"pipeline\": \"small\"}");
        serve(page.getPort());
        browser.until("it is live again", () -> browser.one("#link").getText().equals("live"));
        assertEquals("small/1", browser.one(".line .name").getText());
    }
}
