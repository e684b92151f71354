package org.espalier.itests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pipelines that ship, on drawn scenes, with all that makes them slow set low. What they do is
 * the same, step by step; how well is no matter here.
 */
final class Shipped {
    private static final List<String> SCENES =
            List.of(
                    "dataset.classes=3",
                    "dataset.trainImages=24",
                    "dataset.valImages=8",
                    "dataset.width=96",
                    "dataset.height=72");

    private static final List<String> BAGS =
            List.of("localizer.trainingSides=65", "localizer.sides=65", "localizer.batch=8");

    private static final List<String> CAM =
            with(BAGS, "localizer.gridSide=65", "localizer.epochs=20");
    private static final List<String> DCSM = with(BAGS, "localizer.epochs=3");

    private static final List<String> SMOOTHED = List.of("refiner.side=97", "refiner.epochs=2");

    private static final List<String> CLUSTERS =
            List.of(
                    "refiner.rounds=2",
                    "refiner.side=97",
                    "refiner.superpixels=60",
                    "refiner.clusters=16",
                    "refiner.regionEpochs=4",
                    "refiner.locationPrior=false",
                    "refiner.unary.epochs=3",
                    "refiner.unary.trainingSides=65",
                    "refiner.unary.sides=65");

    private static final List<String> SEGMENTER =
            List.of(
                    "segmenter.trainingSides=65",
                    "segmenter.sides=65",
                    "segmenter.width=32",
                    "segmenter.branchWidth=16",
                    "segmenter.epochs=5");

    /** What each is set to, by name. */
    private static final Map<String, List<String>> PIPELINES = new TreeMap<>();

    static {
        PIPELINES.put(
                "demo",
                List.of(
                        "localizer.trainingSides=65",
                        "localizer.sides=65",
                        "localizer.gridSide=65",
                        "localizer.epochs=6"));
        PIPELINES.put("cam", join(CAM, SMOOTHED));
        PIPELINES.put("cam-crf", join(CAM, SMOOTHED));
        PIPELINES.put("cam-plain", CAM);
        PIPELINES.put("camvid-cam", join(CAM, SEGMENTER));
        PIPELINES.put("camvid-supervised", SEGMENTER);
        PIPELINES.put("supervised", SEGMENTER);
        PIPELINES.put("dcsm", DCSM);
        PIPELINES.put("wildcat", with(BAGS, "localizer.gridSide=65", "localizer.epochs=3"));
        PIPELINES.put(
                "fcn-mil",
                with(BAGS, "localizer.gridSide=65", "localizer.rowEpochs=8", "localizer.epochs=2"));
        PIPELINES.put("deep-clustering", join(CAM, CLUSTERS, SEGMENTER));
        PIPELINES.put("deep-clustering-voc", join(DCSM, CLUSTERS, SEGMENTER));
        PIPELINES.put(
                "affinity",
                join(
                        DCSM,
                        SMOOTHED,
                        SEGMENTER,
                        List.of(
                                "refiner2.side=97",
                                "refiner2.crop=8",
                                "refiner2.widths=8,8",
                                "refiner2.features=16",
                                "refiner3.unary.trainingSides=65",
                                "refiner3.unary.sides=65",
                                "refiner3.unary.epochs=4")));
        PIPELINES.put(
                "ial",
                join(
                        DCSM,
                        SEGMENTER,
                        List.of(
                                "refiner.rounds=2",
                                "refiner.side=97",
                                "refiner.superpixels=60",
                                "refiner.purity=0.6",
                                "refiner.pairwiseWidth=8",
                                "refiner.unary.trainingSides=65",
                                "refiner.unary.sides=65",
                                "refiner.unary.epochs=4",
                                "refiner2.unary.trainingSides=65",
                                "refiner2.unary.sides=65",
                                "refiner2.unary.epochs=4")));
    }

    private Shipped() {}

    private static List<String> with(List<String> some, String... more) {
        return join(some, List.of(more));
    }

    @SafeVarargs
    private static List<String> join(List<String>... parts) {
        List<String> all = new ArrayList<>();
        for (List<String> part : parts) {
            all.addAll(part);
        }
        return List.copyOf(all);
    }

    static List<String> names() {
        return List.copyOf(PIPELINES.keySet());
    }

    /** The command that runs one. */
    static String[] command(String pipeline, String out) {
        List<String> command =
                new ArrayList<>(List.of("run", pipeline, "--dataset", "synthetic", "--out", out));
        for (String setting : join(SCENES, PIPELINES.get(pipeline))) {
            command.add("--set");
            command.add(setting);
        }
        return command.toArray(String[]::new);
    }
}
