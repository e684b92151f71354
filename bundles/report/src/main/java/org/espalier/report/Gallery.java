package org.espalier.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Sample;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.pipeline.StageResult;

/**
 * Validation images with their masks laid over them, the worst first, then some of the best. One
 * image is held at a time; one that cannot be shown is left out and named.
 */
final class Gallery implements Section {
    private record Scored(Sample sample, double iou) {}

    private final RunView view;
    private final ImageCodec codec;
    private final ReportConfiguration configuration;
    private final List<StageResult> rows;
    private final List<Scored> ranked;

    Gallery(RunView view, ImageCodec codec, ReportConfiguration configuration) {
        this.view = view;
        this.codec = codec;
        this.configuration = configuration;
        rows = view.validationRows();
        ranked = rank();
    }

    /** The validation images that have a score, worst first. */
    private List<Scored> rank() {
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<String, Double> iou = shown().evaluation().imageIoU();
        return view.validation().orElseThrow().samples().stream()
                .map(sample -> new Scored(sample, iou.getOrDefault(sample.id(), Double.NaN)))
                .filter(scored -> !Double.isNaN(scored.iou()))
                .sorted(Comparator.comparingDouble(Scored::iou))
                .toList();
    }

    /** The row whose masks are seen first, and by whose score the images are ordered. */
    private StageResult shown() {
        return rows.stream().filter(view::isMain).findFirst().orElse(rows.get(rows.size() - 1));
    }

    @Override
    public String title() {
        return "Gallery";
    }

    @Override
    public String note() {
        return "Validation images in the order of their own mIoU by %s. Choose what is laid over"
                        .formatted(rows.isEmpty() ? "the last stage" : RunView.label(shown()))
                + " them; click one to see everything side by side.";
    }

    @Override
    public boolean isEmpty() {
        return ranked.isEmpty() || configuration.worst() + configuration.best() == 0;
    }

    @Override
    public boolean isWide() {
        return true;
    }

    @Override
    public void write(Html html) throws IOException {
        int worst = Math.min(configuration.worst(), ranked.size());
        int best = Math.min(configuration.best(), ranked.size() - worst);
        List<Scored> highest =
                ranked.subList(ranked.size() - best, ranked.size()).stream()
                        .sorted(Comparator.comparingDouble(Scored::iou).reversed())
                        .toList();
        List<String> leftOut = new ArrayList<>();
        html.open("div", "class", "gallery");
        writeControls(html);
        writeCards(html, "Worst", ranked.subList(0, worst), leftOut);
        writeCards(html, "Best", highest, leftOut);
        html.close();
        if (!leftOut.isEmpty()) {
            html.open("ul", "class", "more");
            for (String reason : leftOut) {
                html.element("li", "Left out: " + reason);
            }
            html.close();
        }
    }

    private void writeControls(Html html) throws IOException {
        html.open("form", "class", "controls").open("fieldset", "class", "layers");
        html.element("legend", "Laid over the photograph");
        layer(html, "photograph", "Nothing", false);
        layer(html, "truth", "Truth", false);
        for (int i = 0; i < rows.size(); i++) {
            layer(html, String.valueOf(i), RunView.label(rows.get(i)), rows.get(i) == shown());
        }
        html.close()
                .open("label", "class", "strength")
                .text("Strength")
                .leaf("input", "type", "range", "min", 10, "max", 100, "value", 65)
                .close()
                .close();
    }

    private static void layer(Html html, String value, String label, boolean chosen)
            throws IOException {
        html.open("label")
                .leaf("input", "type", "radio", "name", "layer", "value", value, "checked", chosen)
                .element("span", label)
                .close();
    }

    private void writeCards(Html html, String title, List<Scored> images, List<String> leftOut)
            throws IOException {
        if (images.isEmpty()) {
            return;
        }
        html.element("h3", title).open("div", "class", "cards");
        for (Scored scored : images) {
            Optional<Picture> picture = load(scored.sample(), leftOut);
            if (picture.isPresent()) {
                writeCard(html, scored, picture.get());
            }
        }
        html.close();
    }

    private Optional<Picture> load(Sample sample, List<String> leftOut) {
        try {
            return Optional.of(Picture.of(sample, view, rows, codec, configuration.longSide()));
        } catch (IOException | RuntimeException e) {
            leftOut.add(sample.id() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private void writeCard(Html html, Scored scored, Picture picture) throws IOException {
        ClassSet classes = view.run().classes();
        String tags =
                java.util.Arrays.stream(scored.sample().tags().ids())
                        .mapToObj(classes::name)
                        .collect(Collectors.joining(", "));
        html.verbatim("\n")
                .open("button", "type", "button", "class", "card")
                .open("span", "class", "stack")
                .leaf(
                        "img",
                        "src",
                        picture.photograph(),
                        "alt",
                        scored.sample().id(),
                        "width",
                        picture.width(),
                        "height",
                        picture.height());
        if (picture.truth().isPresent()) {
            mask(html, picture.truth().get(), "truth", "Truth", false);
        }
        for (int i = 0; i < rows.size(); i++) {
            StageResult row = rows.get(i);
            if (picture.predictions().get(i).isPresent()) {
                String source = picture.predictions().get(i).get();
                mask(html, source, String.valueOf(i), RunView.label(row), row == shown());
            }
        }
        html.close()
                .open("span", "class", "caption")
                .element("span", scored.sample().id(), "class", "id")
                .element("b", Figures.percent(scored.iou()))
                .element("small", tags)
                .close()
                .close();
    }

    private static void mask(Html html, String source, String layer, String label, boolean shown)
            throws IOException {
        html.leaf(
                "img",
                "class",
                "mask",
                "src",
                source,
                "alt",
                label,
                "data-layer",
                layer,
                "hidden",
                !shown);
    }
}
