package org.espalier.evaluator.miou;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.evaluation.Evaluation;
import org.espalier.api.evaluation.Prediction;
import org.espalier.api.evaluation.Scoring;
import org.espalier.api.evaluation.ThresholdPoint;

/** The counts of one stage on one split. An image is counted whole or, when it is bad, not. */
final class MeanIoUScoring implements Scoring {
    private final ClassSet classes;
    private final Bootstrap bootstrap;
    private final Confusion all;
    private final ThresholdSweep sweep;
    private final AveragePrecision precision;
    private final PointingGame pointing;
    private final List<long[]> overlaps = new ArrayList<>();
    private final Map<String, Double> imageIoU = new LinkedHashMap<>();

    /** Images whose labels can be made anew with another background constant. */
    private long sweepable;

    MeanIoUScoring(ClassSet classes, Bootstrap bootstrap) {
        this.classes = classes;
        this.bootstrap = bootstrap;
        all = new Confusion(classes.size());
        sweep = new ThresholdSweep(classes.size(), classes.background().orElse(0));
        precision = new AveragePrecision(classes);
        pointing = new PointingGame(classes);
    }

    @Override
    public void add(Prediction prediction, LabelMap truth) throws BadInputException {
        Confusion image = Confusion.of(prediction.id(), prediction.labels(), truth, classes);
        checkScores(prediction);
        all.add(image);
        Overlap overlap = image.overlap();
        overlaps.add(overlap.triples());
        imageIoU.put(prediction.id(), overlap.mean());
        prediction.classScores().ifPresent(scores -> precision.add(scores, prediction.tags()));
        prediction.located().ifPresent(located -> pointing.add(prediction, located, truth));
        prediction
                .foreground()
                .filter(this::leavesBackgroundOpen)
                .ifPresent(
                        scores -> {
                            sweep.add(scores, truth);
                            sweepable++;
                        });
    }

    private boolean leavesBackgroundOpen(ScoreMap scores) {
        return classes.background().isPresent()
                && scores.plane(classes.background().getAsInt()) < 0;
    }

    private void checkScores(Prediction prediction) throws BadInputException {
        if (prediction.foreground().isPresent()) {
            for (int id : prediction.foreground().get().classIds()) {
                if (id < 0 || id >= classes.size()) {
                    throw new BadInputException(
                            prediction.id(),
                            "there are scores for the class id " + id,
                            "ids are 0 to " + (classes.size() - 1));
                }
            }
        }
        if (prediction.classScores().isPresent()) {
            float[] scores = prediction.classScores().get();
            if (scores.length != classes.size()) {
                throw new BadInputException(
                        prediction.id(),
                        "there are " + scores.length + " class scores",
                        "one for each of the " + classes.size() + " classes is needed");
            }
            for (int id = 0; id < scores.length; id++) {
                if (classes.isTag(id) && Float.isNaN(scores[id])) {
                    throw new BadInputException(
                            prediction.id(),
                            "the class score of " + classes.name(id) + " is not a number",
                            "a lower learning rate keeps training from diverging");
                }
            }
        }
    }

    @Override
    public Evaluation result() {
        Overlap overlap = all.overlap();
        Map<String, Double> iou = new LinkedHashMap<>();
        for (int id = 0; id < classes.size(); id++) {
            iou.put(classes.name(id), overlap.iou(id));
        }
        return new Evaluation(
                overlaps.size(),
                overlap.mean(),
                iou,
                bootstrap.interval(overlaps, classes.size()),
                points(),
                precision.mean(),
                all.matrix(),
                new LinkedHashMap<>(imageIoU),
                pointing.result());
    }

    /** A curve over only some of the images would not be comparable with the score beside it. */
    private List<ThresholdPoint> points() {
        return sweepable == overlaps.size() ? sweep.points() : List.of();
    }
}
