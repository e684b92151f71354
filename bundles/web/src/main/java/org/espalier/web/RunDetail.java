package org.espalier.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.api.data.ClassSet;
import org.espalier.curves.Curve;
import org.espalier.curves.Curves;
import org.espalier.runs.Manifest;
import org.espalier.runs.RunFolder;
import org.espalier.runs.RunNames;
import org.espalier.runs.RunScores;

/**
 * What is to be seen of one run.
 *
 * @param scores a row for each stage on each view, so far
 * @param lines its curves
 * @param applied which masks there are
 * @param legend the classes that masks are painted with
 */
record RunDetail(
        String name,
        List<Score> scores,
        List<Line> lines,
        List<Masks> applied,
        List<Painted> legend) {
    /** More points than can be told apart are not sent. */
    private static final int MOST_POINTS = 400;

    private static final String SCORE = "mIoU/";

    /**
     * A row of the table.
     *
     * @param mIoU in [0, 1], or null
     * @param interval two values, or null where there is none yet
     */
    record Score(
            String stage,
            String method,
            String split,
            String tags,
            Double mIoU,
            List<Double> interval) {}

    /**
     * A curve.
     *
     * @param points pairs of step and value; null where the value is no number
     */
    record Line(String name, List<List<Double>> points) {}

    /** How many masks a stage has made of a view. */
    record Masks(String stage, String view, int done) {}

    /**
     * A class.
     *
     * @param colour as CSS has it
     */
    record Painted(String name, String colour) {}

    static RunDetail of(RunFolder run) throws IOException {
        Manifest manifest = run.manifest();
        StageFolders folders = StageFolders.of(run);
        List<Curve> curves = Curves.read(run.curves());
        List<Masks> masks = new ArrayList<>();
        for (StageFolders.Applied each : folders.all()) {
            masks.add(new Masks(each.stage(), each.view(), each.masks().size()));
        }
        return new RunDetail(
                RunNames.of(run),
                run.isFinished() ? scores(run) : scores(curves, folders, manifest),
                curves.stream().map(RunDetail::line).toList(),
                masks,
                IntStream.range(0, manifest.classes().size())
                        .filter(id -> id != manifest.background())
                        .mapToObj(id -> new Painted(manifest.classes().get(id), colour(id)))
                        .toList());
    }

    private static String colour(int id) {
        return "#%06x".formatted(ClassSet.colour(id));
    }

    private static List<Score> scores(RunFolder run) throws IOException {
        return RunScores.read(run).rows().stream()
                .map(
                        row ->
                                new Score(
                                        row.stage(),
                                        row.method(),
                                        row.split(),
                                        row.tags(),
                                        row.mIoU(),
                                        row.interval()))
                .toList();
    }

    /** Before the table there are points: on the curve of a view, one for each stage in turn. */
    private static List<Score> scores(List<Curve> curves, StageFolders folders, Manifest manifest) {
        List<String> stages = folders.stages();
        List<Score> scores = new ArrayList<>();
        for (Curve curve : curves) {
            if (!curve.name().startsWith(SCORE)) {
                continue;
            }
            String view = curve.name().substring(SCORE.length());
            int dash = view.lastIndexOf('-');
            for (Curve.Point point : curve.points()) {
                if (dash > 0 && point.step() >= 1 && point.step() <= stages.size()) {
                    String stage = stages.get((int) point.step() - 1);
                    scores.add(
                            new Score(
                                    stage,
                                    manifest.stages().get(stage.substring(stage.indexOf('+') + 1)),
                                    view.substring(0, dash),
                                    view.substring(dash + 1),
                                    RunLine.finite(point.value()),
                                    null));
                }
            }
        }
        scores.sort(Comparator.comparingInt(score -> stages.indexOf(score.stage())));
        return scores;
    }

    private static Line line(Curve curve) {
        List<Curve.Point> points = curve.points();
        int stride = (points.size() + MOST_POINTS - 1) / MOST_POINTS;
        List<List<Double>> shown = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            if (i % stride == 0 || i == points.size() - 1) {
                Curve.Point point = points.get(i);
                shown.add(Arrays.asList((double) point.step(), RunLine.finite(point.value())));
            }
        }
        return new Line(curve.name(), shown);
    }
}
