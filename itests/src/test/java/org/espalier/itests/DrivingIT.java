package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.espalier.itests.StartScript.Outcome;
import org.junit.Before;
import org.junit.Test;

/** The whole chain on scenes without a background, as a person calls it. */
public class DrivingIT {
    private static final int VOID = 255;

    private static final String SEGMENTER =
            """
            "dataset.target": "(dataset=camvid)",
            "segmenter.target": "(method=deeplab)", "segmenter.backbone": "tiny",
            "segmenter.outputStride": 8, "segmenter.trainingSides": [65],
            "segmenter.crop": 65, "segmenter.sides": [65], "segmenter.width": 32,
            "segmenter.branchWidth": 16, "segmenter.batch": 4,
            """;

    /**
     * Sky and road are in every image, so few steps suffice: tags cannot tell one from the other.
     */
    private static final String FROM_TAGS =
            """
            "localizer.target": "(method=cam)", "localizer.backbone": "tiny",
            "localizer.outputStride": 8, "localizer.trainingSides": [65],
            "localizer.sides": [65], "localizer.gridSide": 65, "localizer.epochs": 12,
            "localizer.batch": 4, "localizer.rate": 0.005,
            "crf.target": "(method=dense-crf)", "segmenter.epochs": 8
            """;

    private static final String FROM_MASKS =
            """
            "localizer.target": "(method=none)", "supervised": true,
            "segmenter.epochs": 80, "segmenter.rate": 0.003
            """;

    private final Path folder = Path.of(System.getProperty("espalier.itests"), "DrivingIT");
    private StartScript script;

    @Before
    public void streets() throws Exception {
        ProductTest.delete(folder);
        script = new StartScript(folder);
        configure("streets", "{" + SEGMENTER + FROM_TAGS + "}");
        configure("masks", "{" + SEGMENTER + FROM_MASKS + "}");
        Streets.put(folder.resolve("streets"), 8, 4);
    }

    private void configure(String pipeline, String text) throws Exception {
        ProductTest.put(folder.resolve("config/org.espalier.pipeline~" + pipeline + ".json"), text);
    }

    private String out(String... arguments) throws Exception {
        Outcome outcome = script.run(arguments);
        assertEquals(outcome.err(), 0, outcome.code());
        return outcome.out();
    }

    private double mIoU(String... more) throws Exception {
        List<String> line = new ArrayList<>(List.of("evaluate", "--json"));
        line.addAll(List.of(more));
        return json(out(line.toArray(String[]::new))).get("mIoU").getAsDouble();
    }

    @Test
    public void everyClassIsScoredAndNoneIsBackground() throws Exception {
        JsonObject result =
                json(out("run", "streets", "--data", "streets", "--out", "runs", "--json"));
        assertEquals("camvid", result.get("dataset").getAsString());
        assertEquals(0, result.get("failures").getAsInt());
        Set<String> stages = new TreeSet<>();
        for (JsonElement each : result.getAsJsonArray("stages")) {
            JsonObject stage = each.getAsJsonObject();
            stages.add(stage.get("stage").getAsString());
            JsonObject iou = stage.getAsJsonObject("iou");
            assertEquals(11, iou.size());
            assertFalse("no sweep: " + stage, stage.has("bestThreshold"));
            // of the eleven four occur
            for (String name : Set.of("Sky", "Building", "Road", "Car")) {
                assertFalse(stage.toString(), iou.get(name).isJsonNull());
            }
            assertTrue(stage.toString(), iou.get("Pole").isJsonNull() || zero(iou, "Pole"));
        }
        assertEquals(Set.of("localizer", "localizer+crf", "segmenter", "segmenter+crf"), stages);
        Path run = folder.resolve("runs/streets/1");
        assertTrue(Files.exists(run.resolve("report.html")));
        assertEquals(
                -1,
                json(Files.readString(run.resolve("manifest.json"))).get("background").getAsInt());

        out("labels", "streets", "--runs", "runs", "--out", "labels");
        assertMasks("labels/SegmentationClass", 8);
        out(
                "export",
                "streets",
                "--runs",
                "runs",
                "--format",
                "coco",
                "--images",
                "--out",
                "masks.json");
        assertEquals(1, mIoU("--pred", "masks.json", "--truth", "labels"), 1e-9);
        out("predict", "runs/streets/1", "--images", "streets/val", "--out", "masks");
        assertMasks("masks", 4);
        assertEquals(1, mIoU("--pred", "masks", "--truth", "masks", "--classes", classes()), 1e-9);
    }

    @Test
    public void classZeroIsLearnedAndScoredAsAnyOther() throws Exception {
        JsonObject result =
                json(out("run", "masks", "--data", "streets", "--out", "runs", "--json"));
        JsonObject iou = result.getAsJsonObject("final").getAsJsonObject("iou");
        for (String name : Set.of("Sky", "Road")) {
            assertTrue(iou.toString(), iou.get(name).getAsDouble() > 0.6);
        }
        out("predict", "runs/masks/1", "--images", "streets/val", "--out", "masks");
        assertMasks("masks", 4);
    }

    @Test
    public void thePipelinesThatShipAreAlive() throws Exception {
        for (String name : Set.of("camvid-cam", "camvid-supervised")) {
            String file = "config/org.espalier.pipeline~" + name + ".json";
            configure(name, Files.readString(Product.HOME.resolve(file)));
        }
        String pipelines = json(out("list", "--json")).get("pipelines").toString();
        for (String name : Set.of("camvid-cam", "camvid-supervised")) {
            assertTrue(pipelines, pipelines.contains("\"" + name + "\",\"state\":\"alive\""));
        }
    }

    private String classes() throws Exception {
        Path file = folder.resolve("eleven.txt");
        Files.writeString(file, "Sky\nB\nP\nRoad\nV\nT\nS\nF\nCar\nM\nC\n");
        return file.toString();
    }

    private static boolean zero(JsonObject iou, String name) {
        return iou.get(name).getAsDouble() == 0;
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    /** Masks hold class ids or void, in VOC's palette. */
    private void assertMasks(String masks, int count) throws Exception {
        File[] files = folder.resolve(masks).toFile().listFiles();
        assertEquals(count, files.length);
        for (File file : files) {
            BufferedImage mask = ImageIO.read(file);
            IndexColorModel palette = (IndexColorModel) mask.getColorModel();
            assertEquals(0xff000000, palette.getRGB(Streets.SKY));
            assertEquals(0xff808000, palette.getRGB(Streets.ROAD));
            assertEquals(0xffe0e0c0, palette.getRGB(VOID));
            for (int y = 0; y < mask.getHeight(); y++) {
                for (int x = 0; x < mask.getWidth(); x++) {
                    int id = mask.getRaster().getSample(x, y, 0);
                    assertTrue(file + ": " + id, id < 11 || id == VOID);
                }
            }
        }
    }
}
