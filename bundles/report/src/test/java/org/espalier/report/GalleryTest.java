package org.espalier.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.espalier.api.pipeline.FinishedRun;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.pipeline.StageResult;
import org.espalier.page.Html;
import org.espalier.testing.FakeFramework;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.Test;

class GalleryTest {
    private static final List<String> IDS = List.of("a", "b", "c", "d", "e", "f", "g");

    private final ReportConfiguration configuration =
            TestSettings.of("longSide", 64).as(ReportConfiguration.class);
    private final FakeRun run = new FakeRun(Path.of("7"), Rows.PETS, IDS, 1, List.of());
    private final Gallery gallery = new Gallery(new RunView(run), new FakeCodec(), configuration);

    private static long count(String html, String pattern) {
        return Pattern.compile(pattern).matcher(html).results().count();
    }

    @Test
    void everyLayerIsThereAndOneIsShown() throws Exception {
        String html = Rows.html(gallery);
        String card = html.substring(html.lastIndexOf("<button"));
        assertEquals(1, count(card, "data:image/jpeg"));
        assertEquals(1, count(card, "data-layer=\"truth\" hidden"));
        assertEquals(3, count(card, "data-layer=\"[0-2]\" hidden"));
        assertEquals(1, count(card, "data-layer=\"3\"/>"), "the row the run is judged by");
        assertEquals(1, count(html, "type=\"radio\"[^>]*value=\"3\" checked"));
        assertEquals(6, count(html, "type=\"radio\""), "nothing, truth, four rows");
    }

    @Test
    void aMaskThatIsMissingIsNoLayer() throws Exception {
        String html = Rows.html(gallery);
        String card = html.substring(html.indexOf("alt=\"g\""));
        card = card.substring(0, card.indexOf("</button>"));
        assertEquals(0, count(card, "data-layer=\"[13]\""), "none without tags");
        assertEquals(2, count(card, "data-layer=\"[02]\""));
    }

    @Test
    void picturesAreNoLongerThanAskedFor() throws Exception {
        String html = Rows.html(gallery);
        assertTrue(html.length() < 7 * 20_000, "small pictures, small file: " + html.length());
        assertTrue(html.contains("width=\"320\" height=\"213\""), "room of the right shape");
    }

    @Test
    void theBadOneIsNamedAndTheOthersShown() throws Exception {
        String html = Rows.html(gallery);
        assertEquals(6, count(html, "class=\"card\""));
        assertTrue(html.contains("Left out: b: b: the file ends early; a whole JPEG is needed"));
        assertFalse(html.contains("class=\"id\">b<"));
    }

    @Test
    void aFullDiskIsNoBadImage() {
        Appendable full =
                new Appendable() {
                    private int written;

                    @Override
                    public Appendable append(CharSequence text) throws IOException {
                        written += text.length();
                        if (written > 5_000) {
                            throw new IOException("No space left on device");
                        }
                        return this;
                    }

                    @Override
                    public Appendable append(CharSequence text, int from, int to)
                            throws IOException {
                        return append(text.subSequence(from, to));
                    }

                    @Override
                    public Appendable append(char c) throws IOException {
                        return append(String.valueOf(c));
                    }
                };
        assertThrows(IOException.class, () -> gallery.write(new Html(full)));
    }

    @Test
    void imagesWithoutTrueMasksAreShownInTheirOrder() throws Exception {
        StageResult row = Rows.row("localizer", "val", StageResult.TagUse.NONE, Rows.scored(0));
        FinishedRun unscored =
                FakeFramework.fake(
                        FinishedRun.class,
                        (method, args) ->
                                switch (method) {
                                    case "result" ->
                                            new RunResult(
                                                    Path.of("7"),
                                                    "cam",
                                                    1,
                                                    "folder",
                                                    List.of(row),
                                                    List.of());
                                    case "classes" -> Rows.PETS;
                                    case "splits" -> run.splits();
                                    default -> Optional.empty();
                                });
        Gallery shown = new Gallery(new RunView(unscored), new FakeCodec(), configuration);
        assertFalse(shown.isEmpty());
        assertTrue(shown.note().contains("none is scored"), shown.note());
        String html = Rows.html(shown);
        assertTrue(html.contains("<h3>Images</h3>"), html);
        assertTrue(html.indexOf(">a</span>") < html.indexOf(">c</span>"), "in their order");
        assertFalse(html.contains("<h3>Worst</h3>"), html);
    }
}
