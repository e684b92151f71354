package org.espalier.itests;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.itests.StartScript.Outcome;
import org.espalier.itests.bad.BadAnnotations;
import org.espalier.itests.bad.BadFile;
import org.espalier.itests.bad.BadImages;
import org.espalier.itests.bad.BadLists;
import org.espalier.itests.bad.BadMasks;
import org.espalier.itests.bad.BadShapes;
import org.espalier.itests.bad.BadTables;
import org.espalier.itests.bad.BadWeights;
import org.espalier.itests.bad.OddImages;
import org.espalier.itests.bad.Pixels;
import org.junit.Test;

/**
 * Every kind of bad file goes through the commands that read it: each is named with what is wrong,
 * its good neighbours are used, and nothing takes long or much memory.
 */
public class EnduresBadInputIT extends BadInputTest {
    private static final byte[] MASK = mask();

    private static byte[] mask() {
        try {
            return Pixels.mask(40, 30, 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        Path made = home.resolve("runs/toy/1");
        Map<String, String> failures = failures(made);
        Outcome predicted =
                commands.run(
                        "predict",
                        made.toString(),
                        "--images",
                        data + "/val",
                        "--out",
                        home + "/predicted");
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
            Path second = home.resolve("predicted").resolve(name);
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
                home + "/masks/smoothed");
        verdict.holds(
                "good.png",
                size(home.resolve("masks/smoothed/good.png")).equals("40 x 30"),
                "smoothed");
        verdict.end();
    }

    private void each(String... command) throws Exception {
        Outcome outcome = commands.run(command);
        verdict.command(command[0] + " masks", outcome, Set.of(SOME_FAILED));
        for (BadFile bad : BadMasks.all()) {
            if (bad.stem().equals("range") && command[0].equals("crf")) {
                continue; // smoothing knows no classes: every id is one
            }
            String line =
                    (outcome.out() + outcome.err())
                            .lines()
                            .filter(l -> l.matches(".*\\b" + bad.stem() + "(\\.png)?: .*"))
                            .findFirst()
                            .orElse("");
            verdict.line(command[0] + " " + bad.name(), line, bad.stem(), bad.told());
        }
    }

    @Test
    public void weights() throws Exception {
        Path files = folder("weights");
        List<BadFile> all = new ArrayList<>(BadWeights.safetensors());
        all.addAll(BadWeights.otherFormats());
        for (BadFile bad : all) {
            String from = bad.in(files).toString();
            Outcome outcome = commands.run("fetch", "mobilenetv2", "--from", from);
            verdict.command(bad.name(), outcome, USAGE, bad.name(), bad.told());
        }
        verdict.command(
                "a folder",
                commands.run("fetch", "mobilenetv2", "--from", files.toString()),
                USAGE,
                files.toString());
        verdict.end();
    }

    @Test
    public void shapes() throws Exception {
        Path files = folder("shapes");
        Path truth = folder("shapes/truth");
        Files.write(truth.resolve("good.png"), Pixels.mask(4, 3, 1));
        List<BadFile> all = new ArrayList<>(BadShapes.coco());
        all.addAll(BadShapes.labelStudio());
        for (BadFile bad : all) {
            Outcome outcome =
                    commands.run(
                            "evaluate",
                            "--pred",
                            bad.in(files).toString(),
                            "--truth",
                            truth.toString(),
                            "--classes",
                            Files.writeString(files.resolve("classes.txt"), "background\ncat\n")
                                    .toString());
            verdict.command(bad.name(), outcome, Set.of(SOME_FAILED, 2), bad.name(), bad.told());
        }
        verdict.end();
    }

    /** Each in a folder of its own, looked at by the doctor and measured. */
    private void table(BadFile bad, Set<Integer> codes) throws Exception {
        Path data = folder("tables/" + bad.stem());
        Files.write(data.resolve("labels.csv"), bad.content());
        Files.write(data.resolve("good.jpg"), Pixels.file(40, 30, "jpg"));
        Files.write(data.resolve("bad.jpg"), Pixels.file(40, 30, "jpg"));
        Files.write(Files.createDirectories(data.resolve("masks")).resolve("good.png"), MASK);
        Files.writeString(data.resolve("classes.txt"), "cat\ndog\n");
        Outcome outcome =
                commands.run("superpixels", "--data", data.toString(), "--split", "train");
        verdict.command(bad.name(), outcome, codes, bad.told());
        if (codes.contains(SOME_FAILED)) {
            verdict.holds(bad.name(), outcome.out().matches("(?s)images +1\n.*"), "good.jpg");
        }
    }

    @Test
    public void tables() throws Exception {
        for (BadFile bad : BadTables.ofOneLine()) {
            table(bad, Set.of(SOME_FAILED));
        }
        for (BadFile bad : BadTables.whole()) {
            table(bad, USAGE);
        }
        verdict.end();
    }

    private Path devkit(String name) throws IOException {
        Path year = folder(name + "/VOCdevkit/VOC2012");
        for (String kind : List.of("JPEGImages", "SegmentationClass", "ImageSets/Segmentation")) {
            Files.createDirectories(year.resolve(kind));
        }
        return year;
    }

    private static void image(Path year, String id) throws IOException {
        Files.write(year.resolve("JPEGImages/" + id + ".jpg"), Pixels.file(40, 30, "jpg"));
        Files.write(year.resolve("SegmentationClass/" + id + ".png"), MASK);
    }

    @Test
    public void lists() throws Exception {
        Path year = devkit("lists");
        image(year, "good");
        for (BadFile bad : BadLists.ofOneLine()) {
            verdict.command(bad.name(), list(year, bad), Set.of(SOME_FAILED), bad.told());
        }
        for (BadFile bad : BadLists.odd()) {
            verdict.command(bad.name(), list(year, bad), Set.of(0), "images");
        }
        for (BadFile bad : BadLists.whole()) {
            verdict.command(bad.name(), list(year, bad), USAGE, bad.name(), bad.told());
        }
        verdict.end();
    }

    private static Outcome list(Path year, BadFile list) throws Exception {
        Path file = list.in(year.resolve("ImageSets/Segmentation"));
        Outcome outcome =
                commands.run("superpixels", "--data", year.toString(), "--split", list.stem());
        Files.delete(file);
        return outcome;
    }

    @Test
    public void annotations() throws Exception {
        Path year = devkit("annotations");
        List<BadFile> all = new ArrayList<>(BadAnnotations.all());
        all.addAll(BadAnnotations.odd());
        StringBuilder list = new StringBuilder();
        for (BadFile each : all) {
            each.in(year.resolve("Annotations"));
            image(year, each.stem());
            list.append(each.stem()).append('\n');
        }
        Files.writeString(year.resolve("ImageSets/Segmentation/val.txt"), list);
        Outcome outcome = commands.run("superpixels", "--data", year.toString(), "--json");
        verdict.command("superpixels", outcome, Set.of(SOME_FAILED));
        for (BadFile bad : BadAnnotations.all()) {
            String line =
                    outcome.err()
                            .lines()
                            .filter(l -> l.contains(bad.name()))
                            .findFirst()
                            .orElse("");
            verdict.line(bad.name(), line, bad.name(), bad.told());
        }
        verdict.holds(
                "the others",
                outcome.out().contains("\"images\": " + BadAnnotations.odd().size()),
                outcome.out());
        verdict.end();
    }
}
