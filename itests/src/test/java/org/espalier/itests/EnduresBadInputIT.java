package org.espalier.itests;

import static org.junit.Assert.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.espalier.itests.StartScript.Outcome;
import org.espalier.itests.bad.BadFile;
import org.espalier.itests.bad.BadImages;
import org.espalier.itests.bad.BadMasks;
import org.espalier.itests.bad.OddImages;
import org.espalier.itests.bad.Pixels;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * Every kind of bad file goes through the commands that read it: each is named with what is wrong,
 * its good neighbours are used, and nothing takes long or much memory.
 */
public class EnduresBadInputIT {
    private static final Path FOLDER =
            Path.of(System.getProperty("espalier.itests"), "EnduresBadInputIT");

    /** The product takes 3 GiB; no bad file should need a tenth of it. */
    private static final int HEAP_MEBIBYTES = 256;

    private static final int SOME_FAILED = 1;

    private static Commands commands;

    private final Verdict verdict = new Verdict();

    @BeforeClass
    public static void start() throws Exception {
        ProductTest.delete(FOLDER);
        Path config = Files.createDirectories(FOLDER.resolve("config"));
        ToyBundle.build(
                Files.createDirectories(FOLDER.resolve("deploy")).resolve("toy.jar"), "1.0.0");
        ProductTest.put(
                config.resolve("org.espalier.pipeline~toy.json"),
                "{\"dataset.target\": \"(dataset=folder)\","
                        + " \"localizer.target\": \"(method=toy)\"}");
        commands = new Commands(FOLDER, HEAP_MEBIBYTES);
    }

    @AfterClass
    public static void stop() {
        commands.close();
    }

    /** A folder of the test's own. */
    private static Path folder(String name) throws IOException {
        return Files.createDirectories(FOLDER.resolve(name));
    }

    /** What is said of each, by id. */
    private static Map<String, String> failures(Path run) throws IOException {
        Map<String, String> failures = new TreeMap<>();
        for (JsonElement each :
                JsonParser.parseString(Files.readString(run.resolve("failures.json")))
                        .getAsJsonArray()) {
            JsonObject failure = each.getAsJsonObject();
            failures.put(failure.get("id").getAsString(), failure.get("reason").getAsString());
        }
        return failures;
    }

    private static String size(Path mask) throws IOException {
        var image = javax.imageio.ImageIO.read(mask.toFile());
        return image.getWidth() + " x " + image.getHeight();
    }

    @Test
    public void photographs() throws Exception {
        Path data = folder("photographs");
        StringBuilder labels = new StringBuilder();
        for (String split : List.of("train", "val")) {
            for (BadFile bad : BadImages.all()) {
                bad.in(data.resolve(split));
                labels.append("%s/%s,cat,%s\n".formatted(split, bad.name(), split));
            }
            for (OddImages.Odd odd : OddImages.all()) {
                Files.write(data.resolve(split).resolve(odd.name()), odd.content());
                labels.append("%s/%s,dog,%s\n".formatted(split, odd.name(), split));
            }
        }
        Files.writeString(data.resolve("labels.csv"), labels.toString());
        Outcome run = commands.run("run", "toy", "--data", data.toString(), "--out", "runs");
        assertEquals(run.err(), SOME_FAILED, run.code());
        Path made = FOLDER.resolve("runs/toy/1");
        Map<String, String> failures = failures(made);
        Outcome predicted =
                commands.run(
                        "predict",
                        made.toString(),
                        "--images",
                        data + "/val",
                        "--out",
                        FOLDER + "/predicted");
        assertEquals(predicted.err(), SOME_FAILED, predicted.code());
        verdict.command("predict", predicted, Set.of(SOME_FAILED));
        for (BadFile bad : BadImages.all()) {
            String reason = failures.getOrDefault("train-" + bad.stem(), "");
            verdict.line(bad.name(), reason, bad.name(), bad.told());
            verdict.line(
                    bad.name() + " predicted",
                    predicted
                            .err()
                            .lines()
                            .filter(l -> l.contains(bad.name()))
                            .findFirst()
                            .orElse(""),
                    bad.told());
        }
        for (OddImages.Odd odd : OddImages.all()) {
            String name = odd.name().substring(0, odd.name().lastIndexOf('.')) + ".png";
            String size = odd.width() + " x " + odd.height();
            Path mask = made.resolve("localizer/train-given/labels/train-" + name);
            verdict.holds(name, Files.exists(mask) && size(mask).equals(size), "its mask");
            Path second = FOLDER.resolve("predicted").resolve(name);
            verdict.holds(
                    name, Files.exists(second) && size(second).equals(size), "predicted mask");
        }
        verdict.end();
    }

    @Test
    public void masks() throws Exception {
        Path photographs = folder("masks/photographs");
        Path truths = folder("masks/truth");
        Path preds = folder("masks/pred");
        for (BadFile bad : BadMasks.all()) {
            bad.in(preds);
            Files.write(truths.resolve(bad.name()), Pixels.mask(40, 30, 1));
            Files.write(photographs.resolve(bad.stem() + ".jpg"), Pixels.file(40, 30, "jpg"));
        }
        Files.write(preds.resolve("good.png"), Pixels.mask(40, 30, 1));
        Files.write(truths.resolve("good.png"), Pixels.mask(40, 30, 1));
        Files.write(photographs.resolve("good.jpg"), Pixels.file(40, 30, "jpg"));
        each("evaluate", "--pred", preds.toString(), "--truth", truths.toString(), "--json");
        each("evaluate", "--pred", truths.toString(), "--truth", preds.toString(), "--json");
        each(
                "crf",
                "--labels",
                preds.toString(),
                "--image",
                photographs.toString(),
                "--out",
                FOLDER + "/masks/smoothed");
        verdict.holds(
                "good.png",
                size(FOLDER.resolve("masks/smoothed/good.png")).equals("40 x 30"),
                "smoothed");
        verdict.end();
    }

    private void each(String... command) throws Exception {
        Outcome outcome = commands.run(command);
        verdict.command(command[0] + " masks", outcome, Set.of(SOME_FAILED));
        for (BadFile bad : BadMasks.all()) {
            String line =
                    (outcome.out() + outcome.err())
                            .lines()
                            .filter(l -> l.matches(".*\\b" + bad.stem() + "(\\.png)?: .*"))
                            .findFirst()
                            .orElse("");
            verdict.line(command[0] + " " + bad.name(), line, bad.stem(), bad.told());
        }
    }
}
