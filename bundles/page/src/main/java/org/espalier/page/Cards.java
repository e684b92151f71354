package org.espalier.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Sample;

/**
 * Photographs as cards, each with several masks of which one is laid over it; what is laid over all
 * of them is chosen above. One image is held at a time; one that cannot be shown is left out and
 * named.
 */
public final class Cards {
    private final List<String> layers;
    private final int shown;
    private final ClassSet classes;
    private final List<String> leftOut = new ArrayList<>();

    /**
     * @param layers the names of the predictions, in the order in which pictures have them
     * @param shown which of them is seen first
     */
    public Cards(List<String> layers, int shown, ClassSet classes) {
        this.layers = layers;
        this.shown = shown;
        this.classes = classes;
    }

    /** Reads and shrinks an image with all its masks. */
    public interface Pictures {
        Picture of(Sample sample) throws IOException;
    }

    public void open(Html html) throws IOException {
        html.open("div", "class", "gallery");
        html.open("form", "class", "controls").open("fieldset", "class", "layers");
        html.element("legend", "Laid over the photograph");
        layer(html, "photograph", "Nothing", false);
        layer(html, "truth", "Truth", false);
        for (int i = 0; i < layers.size(); i++) {
            layer(html, String.valueOf(i), layers.get(i), i == shown);
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

    /** Cards under a heading; nothing where there is no image. */
    public void write(
            Html html,
            String title,
            List<Sample> images,
            Pictures pictures,
            Function<Sample, String> caption)
            throws IOException {
        if (images.isEmpty()) {
            return;
        }
        html.element("h3", title).open("div", "class", "cards");
        for (Sample sample : images) {
            Picture picture;
            try {
                picture = pictures.of(sample);
            } catch (IOException | RuntimeException e) {
                leftOut.add(sample.id() + ": " + e.getMessage());
                continue;
            }
            write(html, sample, picture, caption.apply(sample));
        }
        html.close();
    }

    /** Ends them, with those that were left out. */
    public void close(Html html) throws IOException {
        html.close();
        if (!leftOut.isEmpty()) {
            html.open("ul", "class", "more");
            for (String reason : leftOut) {
                html.element("li", "Left out: " + reason);
            }
            html.close();
        }
    }

    private void write(Html html, Sample sample, Picture picture, String caption)
            throws IOException {
        html.verbatim("\n")
                .open("button", "type", "button", "class", "card")
                .open("span", "class", "stack")
                .leaf(
                        "img",
                        "src",
                        picture.photograph(),
                        "alt",
                        sample.id(),
                        "width",
                        picture.width(),
                        "height",
                        picture.height());
        if (picture.truth().isPresent()) {
            mask(html, picture.truth().get(), "truth", "Truth", false);
        }
        for (int i = 0; i < layers.size(); i++) {
            if (picture.predictions().get(i).isPresent()) {
                String source = picture.predictions().get(i).get();
                mask(html, source, String.valueOf(i), layers.get(i), i == shown);
            }
        }
        String tags =
                Arrays.stream(sample.tags().ids())
                        .mapToObj(classes::name)
                        .collect(Collectors.joining(", "));
        html.close()
                .open("span", "class", "caption")
                .element("span", sample.id(), "class", "id")
                .element("b", caption)
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
