package org.espalier.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.pipeline.StageResult;
import org.espalier.page.Cards;
import org.espalier.page.Figures;
import org.espalier.page.Html;
import org.espalier.page.Picture;
import org.espalier.page.Section;

/**
 * Validation images with their masks laid over them, the worst first, then some of the best. One
 * image is held at a time; one that cannot be shown is left out and named.
 */
final class Gallery implements Section {
    private final RunView view;
    private final ImageCodec codec;
    private final ReportConfiguration configuration;
    private final List<StageResult> rows;
    private final List<Sample> ranked;
    private final Map<String, Double> iou;

    /** Images, as far as none has a true mask. */
    private final List<Sample> unscored;

    Gallery(RunView view, ImageCodec codec, ReportConfiguration configuration) {
        this.view = view;
        this.codec = codec;
        this.configuration = configuration;
        rows = view.validationRows();
        iou = rows.isEmpty() ? Map.of() : shown().evaluation().imageIoU();
        List<Sample> all = rows.isEmpty() ? List.of() : view.validation().orElseThrow().samples();
        ranked =
                all.stream()
                        .filter(sample -> !Double.isNaN(iou(sample)))
                        .sorted(Comparator.comparingDouble(this::iou))
                        .toList();
        unscored = ranked.isEmpty() ? all : List.of();
    }

    private double iou(Sample sample) {
        return iou.getOrDefault(sample.id(), Double.NaN);
    }

    /**
     * The row whose masks are seen first, and by whose score the images are ordered. Where nothing
     * is scored it is the last that was told the tags: it knows most.
     */
    private StageResult shown() {
        if (!view.isScored()) {
            return rows.stream()
                    .filter(row -> row.tags() == StageResult.TagUse.GIVEN)
                    .reduce((first, second) -> second)
                    .orElse(rows.get(rows.size() - 1));
        }
        return rows.stream().filter(view::isMain).findFirst().orElse(rows.get(rows.size() - 1));
    }

    @Override
    public String title() {
        return "Gallery";
    }

    @Override
    public String note() {
        return (unscored.isEmpty()
                        ? "Validation images in the order of their own mIoU by %s."
                                .formatted(
                                        rows.isEmpty() ? "the last stage" : RunView.label(shown()))
                        : "Validation images; none has a true mask, so none is scored.")
                + " Choose what is laid over them; click one to see everything side by side.";
    }

    @Override
    public boolean isEmpty() {
        return ranked.isEmpty() && unscored.isEmpty()
                || configuration.worst() + configuration.best() == 0;
    }

    @Override
    public boolean isWide() {
        return true;
    }

    @Override
    public void write(Html html) throws IOException {
        int worst = Math.min(configuration.worst(), ranked.size());
        int best = Math.min(configuration.best(), ranked.size() - worst);
        List<Sample> highest =
                ranked.subList(ranked.size() - best, ranked.size()).stream()
                        .sorted(Comparator.comparingDouble(this::iou).reversed())
                        .toList();
        Cards cards =
                new Cards(
                        rows.stream().map(RunView::label).toList(),
                        rows.indexOf(shown()),
                        view.run().classes());
        cards.open(html);
        cards.write(html, "Worst", ranked.subList(0, worst), this::picture, this::caption);
        cards.write(html, "Best", highest, this::picture, this::caption);
        int some = Math.min(configuration.worst() + configuration.best(), unscored.size());
        cards.write(html, "Images", unscored.subList(0, some), this::picture, sample -> "");
        cards.close(html);
    }

    private Picture picture(Sample sample) throws IOException {
        List<Optional<LabelMap>> predictions = new ArrayList<>();
        for (StageResult row : rows) {
            predictions.add(view.run().labels(row, sample));
        }
        return Picture.of(
                sample,
                view.validation().orElseThrow().truth(sample),
                predictions,
                view.run().classes().background().orElse(-1),
                codec,
                configuration.longSide());
    }

    private String caption(Sample sample) {
        return Figures.percent(iou(sample));
    }
}
