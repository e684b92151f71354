package org.espalier.report.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.api.dataset.Split;
import org.espalier.api.pipeline.RunData;
import org.espalier.testing.FakeFramework;
import org.espalier.testing.PlainCodecs;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlComparisonTest {
    private static final String HOSTILE = "<script>alert(1)</script>";

    @TempDir Path root;
    private final Split split =
            FakeFramework.fake(
                    Split.class,
                    (method, args) ->
                            method.equals("samples")
                                    ? Stream.of("tom", "rex", HOSTILE)
                                            .map(HtmlComparisonTest::sample)
                                            .toList()
                                    : Optional.empty());

    private static Sample sample(String id) {
        return new Sample(id, Tags.of(1), () -> new Image(2, 1, new byte[6]));
    }

    private Path run(int number, String val, double tom, double rex) throws IOException {
        Path folder = Files.createDirectories(root.resolve("cam/" + number));
        Files.writeString(
                folder.resolve("manifest.json"),
                """
                {"pipeline": "cam", "dataset": "voc", "train": "train", "val": "val", "seed": %d,
                 "classes": ["background", "cat"], "background": 0,
                 "fingerprints": {"train": "t", "val": "%s"}}
                """
                        .formatted(number, val));
        String rows =
                """
                [{"stage": "localizer", "split": "val", "tags": "none", "mIoU": %s,
                  "iou": {"cat": %s}, "imageIoU": {"tom": %s, "rex": %s, "%s": 0.5}}]
                """
                        .formatted(tom, rex, tom, rex, HOSTILE);
        Files.writeString(folder.resolve("evaluations.json"), rows);
        Files.writeString(folder.resolve("result.json"), "{\"stages\": " + rows + "}");
        return folder;
    }

    private String write(Path a, Path b, RunData data) throws IOException {
        Path file = root.resolve("page.html");
        new HtmlComparison(
                        new PlainCodecs(),
                        data,
                        TestSettings.of().as(ComparisonConfiguration.class))
                .write(a, b, file);
        return Files.readString(file);
    }

    private RunData there() {
        return (folder, name) -> split;
    }

    @Test
    void imagesThatChangedAreShownOnTheSideTheyChangedTo() throws IOException {
        String html = write(run(1, "v", 0.5, 0.5), run(2, "v", 0.75, 0.25), there());
        int better = html.indexOf("<h3>Better</h3>");
        int worse = html.indexOf("<h3>Worse</h3>");
        assertTrue(better > 0 && worse > better, "both headings");
        assertTrue(html.substring(better, worse).contains(">tom<"), "tom is better");
        assertTrue(html.substring(worse).contains(">rex<"), "rex is worse");
        assertTrue(html.contains("<b>+25.0</b>"), html);
        assertTrue(html.contains("number loss\">-25.0</b>"), html);
        assertFalse(
                html.contains(HOSTILE), "what did not change is not shown, and never as markup");
        assertTrue(html.contains("<th scope=\"row\">seed</th><td>1</td><td>2</td>"), html);
    }

    @Test
    void dataThatHaveMovedLeaveThePicturesOut() throws IOException {
        String html =
                write(
                        run(1, "v", 0.5, 0.5),
                        run(2, "v", 0.75, 0.25),
                        (folder, split) -> {
                            throw new BadInputException("/gone", "no such folder", "put it back");
                        });
        assertFalse(html.contains("<h3>Better</h3>"), html);
        assertTrue(html.contains(">Classes</h2>"), html);
    }

    @Test
    void runsOfOtherDataSaySo() throws IOException {
        String html = write(run(1, "v", 0.5, 0.5), run(2, "w", 0.75, 0.25), there());
        assertTrue(html.contains("These runs saw other images"), html);
        assertFalse(html.contains("<h3>Better</h3>"), html);
    }

    @Test
    void aRunThatIsNotFinishedIsRefusedAndNothingIsWritten() throws IOException {
        Path a = run(1, "v", 0.5, 0.5);
        Files.delete(a.resolve("evaluations.json"));
        assertThrows(BadInputException.class, () -> write(a, a, there()));
        assertEquals(false, Files.exists(root.resolve("page.html")));
    }
}
