package org.espalier.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.api.data.BadInputException;
import org.espalier.api.dataset.Split;
import org.espalier.diagnosis.Pipelines;
import org.espalier.testing.FakeFramework;
import org.espalier.testing.PlainCodecs;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LivePageTest {
    private static final String TOM = "tom";

    @TempDir Path folder;
    private final ToyData toys = new ToyData();
    private boolean isProvided = true;
    private final DataSets data = new DataSets(this::open);
    private final EventStream events = new EventStream(() -> "{}", 10);
    private Path run;
    private LivePage page;

    @BeforeEach
    void serve() throws IOException {
        Path root = folder.resolve("runs");
        run = new StoredRuns(root).begun("cam/1");
        StoredRuns.mask(run, "localizer/val-none", TOM, 0, 1, 1);
        FakeFramework framework = new FakeFramework();
        HealthPage health =
                new HealthPage(
                        new Pipelines(
                                framework.context(),
                                framework.runtime(),
                                () -> framework.problems));
        RunList runs = new RunList(root);
        page =
                new LivePage(
                        new Answers(runs, new Pictures(new PlainCodecs(), data), health), events);
    }

    private Split open(Path folder, String split) throws IOException {
        if (!isProvided) {
            throw new BadInputException("data set toy", "nobody provides this format", "x");
        }
        return toys.open(Optional.of(Path.of("/photos")), TestSettings.of("width", 5)).split(split);
    }

    private Exchange ask(Exchange exchange) throws IOException {
        page.service(exchange.request(), exchange.response());
        return exchange;
    }

    private Exchange get(String address, String... parameters) throws IOException {
        return ask(new Exchange("GET", address, parameters));
    }

    private Exchange ofTom(String address, String... more) throws IOException {
        Exchange exchange =
                new Exchange(
                        "GET",
                        address,
                        "run",
                        "cam/1",
                        "stage",
                        "localizer",
                        "view",
                        "val-none",
                        "id",
                        TOM,
                        "side",
                        "320");
        for (int i = 0; i < more.length; i += 2) {
            exchange.parameters.put(more[i], more[i + 1]);
        }
        return ask(exchange);
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html;charset=utf-8",
        "/web.css, text/css;charset=utf-8",
        "/web.js, text/javascript;charset=utf-8",
        "/charts.js, text/javascript;charset=utf-8",
        "/icon.svg, image/svg+xml",
        "/favicon.ico, image/svg+xml",
        "/health, application/json"
    })
    void eachAddressHasItsTypeAndIsShownUnderAStrictPolicy(String address, String type)
            throws IOException {
        Exchange answered = get(address);
        assertEquals(200, answered.status());
        assertEquals(type, answered.told.get("Content-Type"));
        assertEquals("" + answered.bytes().length, answered.told.get("Content-Length"));
        assertTrue(answered.bytes().length > 0);
        assertStrict(answered);
    }

    private static void assertStrict(Exchange answered) {
        assertEquals(Reply.OWN_POLICY, answered.told.get("Content-Security-Policy"));
        assertFalse(Reply.OWN_POLICY.contains("unsafe"));
        assertEquals("nosniff", answered.told.get("X-Content-Type-Options"));
        assertEquals("no-store", answered.told.get("Cache-Control"));
        assertEquals("same-origin", answered.told.get("Cross-Origin-Resource-Policy"));
        assertEquals("no-referrer", answered.told.get("Referrer-Policy"));
        assertTrue(answered.told.keySet().stream().noneMatch(h -> h.startsWith("Access-Control")));
    }

    @Test
    void headTellsTheSameWithoutTheContent() throws IOException {
        Exchange head = ask(new Exchange("HEAD", "/web.js"));
        assertEquals(200, head.status());
        assertEquals(get("/web.js").told, head.told);
        assertEquals(0, head.bytes().length);
        Exchange news = ask(new Exchange("HEAD", "/events"));
        assertEquals(EventStream.TYPE, news.told.get("Content-Type"));
        assertEquals(0, events.clients());
    }

    @Test
    void whatIsRefusedSaysWhy() throws IOException {
        Exchange post = ask(new Exchange("POST", "/"));
        assertEquals(405, post.status());
        assertEquals("GET, HEAD", post.told.get("Allow"));
        assertTrue(post.text().contains("GET, HEAD"), post.text());
        assertStrict(post);
        Exchange rebound = ask(new Exchange("GET", "/events").with("Host", "evil.example:7070"));
        assertEquals(421, rebound.status());
        assertNull(rebound.told.get("Allow"));
        assertEquals(0, events.clients());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/index.html",
                "/web.css/",
                "//web.css",
                "/../web.css",
                "/%77eb.css",
                "/web.css;x=1",
                "/run/../web.css",
                "/org/espalier/web/Gate.class",
                "/Gate.class",
                "/runs/cam/1/manifest.json",
                "/../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                ""
            })
    void anAddressIsOneOfThoseOrNone(String address) throws IOException {
        Exchange answered = get(address, "run", "cam/1");
        assertEquals(404, answered.status());
        assertStrict(answered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cam", "cam/2", "../runs/cam/1", "cam/1/../1", "/etc", "cam/1\0"})
    void aRunIsOneOfThoseThereAreOrNone(String name) throws IOException {
        for (String address : List.of("/run", "/report", "/masks", "/mask", "/photograph")) {
            assertEquals(404, ofTom(address, "run", name).status(), address);
        }
    }

    @Test
    void aRunIsShown() throws IOException {
        Exchange answered = get("/run", "run", "cam/1");
        assertEquals(200, answered.status());
        assertEquals(
                1,
                JsonParser.parseString(answered.text())
                        .getAsJsonObject()
                        .getAsJsonArray("applied")
                        .size());
    }

    @Test
    void aMaskAndItsPhotographAreShown() throws IOException {
        String masks = ofTom("/masks").text();
        assertTrue(masks.matches("\\[\\{.id.:.tom.,.changed.:\\d+,.photograph.:true}]"), masks);
        Exchange mask = ofTom("/mask");
        assertEquals("image/png", mask.told.get("Content-Type"));
        assertArrayEquals(new byte[] {0, 1, 1}, mask.bytes());
        Exchange photograph = ofTom("/photograph");
        assertEquals("image/jpeg", photograph.told.get("Content-Type"));
        assertEquals(15, photograph.bytes().length, "five pixels: the width that was in force");
        assertEquals(List.of(Optional.of(Path.of("/photos"))), toys.opened);
        ofTom("/photograph", "side", "99999999999");
        assertEquals(1, toys.opened.size(), "it stays open");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../tom", "../../val-none/labels/tom", "rex", "tom.png", "/etc/passwd", ""})
    void anIdIsOneOfThoseThereAreOrNone(String id) throws IOException {
        Files.writeString(run.resolve("localizer/val-none/tom.png"), "secret");
        assertEquals(404, ofTom("/mask", "id", id).status());
        assertEquals(404, ofTom("/photograph", "id", id).status());
    }

    @ParameterizedTest
    @CsvSource({"localizer, ..", "localizer, val", "., val-none", "localizer/val-none, ''", ", "})
    void aViewIsOneOfThoseThereAreOrNone(String stage, String view) throws IOException {
        for (String address : List.of("/masks", "/mask", "/photograph")) {
            assertEquals(404, ofTom(address, "stage", stage, "view", view).status());
        }
    }

    @Test
    void aLinkOutOfTheRunIsNotFollowed() throws IOException {
        Path secret = StoredRuns.mask(folder, "elsewhere", "secret", 1);
        Files.createSymbolicLink(run.resolve("localizer/val-none/labels/link.png"), secret);
        Files.createSymbolicLink(run.resolve("report.html"), secret);
        Exchange mask = ofTom("/mask", "id", "link");
        assertEquals(404, mask.status());
        assertTrue(mask.text().contains("leads outside"), mask.text());
        assertEquals(404, get("/report", "run", "cam/1").status());
    }

    @Test
    void aPhotographThatIsGoneIsSaidToBe() throws IOException {
        StoredRuns.mask(run, "localizer/val-none", "gone", 1);
        Exchange gone = ofTom("/photograph", "id", "gone");
        assertEquals(404, gone.status());
        assertTrue(gone.text().contains("gone.jpg: is missing"), gone.text());
        isProvided = false;
        data.removeFormat(toys);
        Exchange nobody = ofTom("/photograph");
        assertEquals(404, nobody.status());
        assertFalse(ofTom("/masks").text().contains("\"photograph\":true"), "nor is it offered");
        assertTrue(nobody.text().contains("nobody provides this format"), nobody.text());
        assertEquals(200, ofTom("/mask").status());
    }

    @Test
    void aSplitThatIsNoneOfTheRunsIsNotShown() throws IOException {
        StoredRuns.mask(run, "localizer/test-none", TOM, 1);
        assertEquals(404, ofTom("/photograph", "view", "test-none").status());
    }

    @Test
    void aReportIsShownApartFromThisPage() throws IOException {
        assertEquals(404, get("/report", "run", "cam/1").status());
        Files.writeString(run.resolve("report.html"), "<!DOCTYPE html>");
        Exchange report = get("/report", "run", "cam/1");
        assertEquals("<!DOCTYPE html>", report.text());
        String policy = report.told.get("Content-Security-Policy");
        assertTrue(policy.startsWith("sandbox allow-scripts; default-src 'none';"), policy);
        assertFalse(policy.contains("self"), policy);
        assertFalse(policy.contains("allow-same-origin"), policy);
    }

    @Test
    void whatBreaksIsAnswered() throws IOException {
        Files.writeString(run.resolve("manifest.json"), "{");
        assertEquals(404, get("/run", "run", "cam/1").status());
        Files.writeString(run.resolve("manifest.json"), "{\"classes\": null}");
        assertEquals(200, get("/run", "run", "cam/1").status(), "what is missing is empty");
        Files.createDirectories(run.resolve("curves/events.out.tfevents.1"));
        Exchange broken = get("/run", "run", "cam/1");
        assertEquals(500, broken.status());
        assertTrue(broken.text().startsWith("{\"problem\":"), broken.text());
        assertStrict(broken);
    }

    @Test
    void newsAreToldUntilThereIsNoMoreRoom() throws IOException {
        events.close();
        Exchange full = get("/events");
        assertEquals(503, full.status());
    }
}
