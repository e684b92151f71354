package org.espalier.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Failure;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.dataset.Split;
import org.espalier.api.pipeline.FinishedRun;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.pipeline.StageResult;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    private static final String HOSTILE = "\"><script>alert('x')</script>&\u0007";
    private static final ClassSet VOC =
            ClassSet.withBackground(
                    List.of(
                            ("background aeroplane bicycle bird boat bottle bus car cat chair cow"
                                            + " diningtable dog horse motorbike person pottedplant"
                                            + " sheep sofa train tvmonitor")
                                    .split(" ")));

    @TempDir Path folder;

    private static String write(FinishedRun run, Object... settings) throws IOException {
        ReportConfiguration configuration = TestSettings.of(settings).as(ReportConfiguration.class);
        Clock clock = Clock.fixed(Instant.parse("2026-03-01T10:15:00Z"), ZoneOffset.UTC);
        new HtmlReport(new FakeCodec(), configuration, clock).finished(run);
        return Files.readString(run.result().folder().resolve("report.html"));
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj("2007_%06d"::formatted).toList();
    }

    private FakeRun run(int images, int broken) {
        return new FakeRun(folder, VOC, ids(images), broken, List.of());
    }

    private static int count(String html, String what) {
        return html.split(Pattern.quote(what), -1).length - 1;
    }

    /** Leaves a report below target, to be looked at. */
    @Test
    void sample() throws IOException {
        Path target = Path.of("target", "sample", "7");
        Files.createDirectories(target);
        Files.writeString(
                target.resolve("manifest.json"),
                """
                {"pipeline": "cam", "key": "4f1c09d2", "dataset": "voc", "train": "train_all",
                 "val": "val", "classes": ["background", "aeroplane", "bicycle"], "background": 0, "seed": 1,
                 "stages": {"localizer": "cam", "crf": "dense"},
                 "settings": {"localizer": {"epochs": 6, "learningRate": 0.01},
                              "crf": {"iterations": 10}},
                 "bundles": {"org.espalier.api": "0.1.0", "org.espalier.localizer.cam": "0.1.0"},
                 "machine": {"processors": "2", "java": "17.0.12", "os": "Linux"}}
                """);
        List<Failure> failures =
                List.of(
                        new Failure(
                                "dataset",
                                "2008_000123",
                                "2008_000123.jpg: the file is empty; a photograph is needed"),
                        new Failure(
                                "localizer",
                                "2009_004242",
                                "2009_004242.jpg: the image claims 20000 x 20000 pixels;"
                                        + " at most 50 million are read"));
        String html = write(new FakeRun(target, VOC, ids(30), 3, failures));
        assertEquals(29, count(html, "class=\"card\""), "24 + 6 less the one that is broken");
        assertTrue(html.contains("Left out: 2007_000003: 2007_000003: the file ends early"));
        assertTrue(html.length() < 2_000_000, "bounded: " + html.length());
    }

    @Test
    void tellsWhatWasRunAndWhatCameOfIt() throws IOException {
        String html = write(run(4, -1));
        assertTrue(html.contains("<title>cam, run " + folder.getFileName() + "</title>"));
        assertTrue(html.contains("<dd>voc</dd>"));
        assertTrue(html.contains("<dd>tags</dd>"));
        assertTrue(html.contains("<dd>1 March 2026, 10:15</dd>"));
        assertTrue(html.contains(">44.0<small>%</small>"), "the last row without tags");
        assertTrue(html.contains("<p>val, tags predicted</p><p>95 % interval 41.9 – 45.8</p>"));
        assertTrue(html.contains("Best threshold (chosen on this split)"));
        assertTrue(html.contains("<b>39.5</b><small>at 0.24</small>"), "of the row scored 0.36");
    }

    @Test
    void theWorstComeFirstAndTheBestAfterThem() throws IOException {
        FakeRun run = run(12, -1);
        String html = write(run, "worst", 5, "best", 3);
        var iou = run.result().stages().get(5).evaluation().imageIoU();
        List<String> ascending =
                iou.entrySet().stream()
                        .sorted(java.util.Map.Entry.comparingByValue())
                        .map(java.util.Map.Entry::getKey)
                        .toList();
        Stream<String> expected =
                Stream.concat(
                        ascending.subList(0, 5).stream(),
                        Stream.of(ascending.get(11), ascending.get(10), ascending.get(9)));
        Matcher shown = Pattern.compile("class=\"id\">([^<]*)<").matcher(html);
        assertEquals(expected.toList(), shown.results().map(found -> found.group(1)).toList());
    }

    @Test
    void fewImagesAreShownOnce() throws IOException {
        assertEquals(4, count(write(run(4, -1)), "class=\"card\""));
    }

    @Test
    void oneBadImageIsLeftOutAndNamed() throws IOException {
        String html = write(run(4, 2));
        assertEquals(3, count(html, "class=\"card\""));
        assertTrue(html.contains("a whole JPEG is needed"));
    }

    @Test
    void hostileNamesStayText() throws IOException {
        ClassSet classes = ClassSet.withBackground(List.of("background", HOSTILE));
        List<Failure> failures = List.of(new Failure(HOSTILE, HOSTILE, HOSTILE));
        Files.writeString(
                folder.resolve("manifest.json"),
                "{\"data\": \"\\\"><script>alert('x')</script>\"}");
        String html = write(new FakeRun(folder, classes, List.of(HOSTILE), -1, failures));
        assertEquals(1, count(html, "<script"), "our own alone");
        assertFalse(html.contains("alert('x')"));
        assertFalse(html.contains("\u0007"));
        assertTrue(html.contains("&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;"));
    }

    @Test
    void needsNothingFromElsewhere() throws IOException {
        String html = write(run(3, -1));
        Matcher addresses = Pattern.compile("(?:src|href)=\"([^\"]{1,12})").matcher(html);
        addresses
                .results()
                .map(found -> found.group(1))
                .forEach(
                        address ->
                                assertTrue(
                                        address.startsWith("data:image/")
                                                || address.startsWith("#"),
                                        address));
        assertFalse(html.contains("http://"));
        assertFalse(html.contains("https://"));
        assertFalse(html.contains("style=\""), "the policy forbids it");
    }

    @Test
    void thePolicyKnowsStyleAndScriptByHash() throws Exception {
        String html = write(run(1, -1));
        for (String tag : List.of("style", "script")) {
            Matcher content = Pattern.compile("(?s)<" + tag + ">(.*?)</" + tag + ">").matcher(html);
            assertTrue(content.find());
            byte[] hash =
                    java.security.MessageDigest.getInstance("SHA-256")
                            .digest(content.group(1).getBytes("UTF-8"));
            String expected =
                    tag
                            + "-src &#39;sha256-"
                            + java.util.Base64.getEncoder().encodeToString(hash)
                            + "&#39;";
            assertTrue(html.contains(expected), tag);
        }
        assertTrue(html.contains("default-src &#39;none&#39;"));
    }

    @Test
    void sectionsWithoutContentAreLeftOut() throws IOException {
        String html = write(run(2, -1), "worst", 0, "best", 0);
        assertFalse(html.contains("id=\"gallery\""));
        assertFalse(html.contains("id=\"failures\""));
        assertFalse(html.contains("id=\"configuration\""), "there is no manifest.json");
        assertTrue(html.contains("id=\"stages\""));
        assertTrue(html.contains("<a href=\"#rounds\">Rounds</a>"));
    }

    @Test
    void aManifestThatIsNoJsonIsLeftOut() throws IOException {
        for (String broken : List.of("", "[1]", "{\"a\": ", "null")) {
            Files.writeString(folder.resolve("manifest.json"), broken);
            assertFalse(write(run(1, -1)).contains("id=\"configuration\""), broken);
        }
    }

    @Test
    void aRunWithoutAnyScoreStillHasAReport() throws IOException {
        FakeRun run = run(2, -1);
        RunResult nothing = new RunResult(folder, "cam", 1, "voc", true, List.of(), List.of());
        String html =
                write(
                        new FinishedRun() {
                            @Override
                            public RunResult result() {
                                return nothing;
                            }

                            @Override
                            public ClassSet classes() {
                                return VOC;
                            }

                            @Override
                            public List<Split> splits() {
                                return run.splits();
                            }

                            @Override
                            public Optional<LabelMap> labels(StageResult row, Sample sample) {
                                return Optional.empty();
                            }
                        });
        assertTrue(html.contains("every image was used"));
        assertTrue(html.contains("<dd>true masks: a yardstick</dd>"));
        assertFalse(html.contains("<section"));
    }

    @Test
    void everyElementIsClosed() throws IOException {
        String html = write(run(3, -1));
        for (String tag : List.of("div", "section", "table", "tr", "td", "th", "svg", "g", "ul")) {
            assertEquals(count(html, "</" + tag + ">"), opened(html, tag), tag);
        }
    }

    private static long opened(String html, String tag) {
        return Pattern.compile("<" + tag + "[ >]").matcher(html).results().count();
    }
}
