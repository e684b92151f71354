package org.espalier.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.imaging.ImageCodec;

/**
 * One photograph with its masks, small, each as a {@code data:} address.
 *
 * @param width of the photograph in pixels
 * @param height of the photograph in pixels
 * @param photograph JPEG
 * @param truth PNG, where there is a true mask
 * @param predictions PNG, one for each layer, absent where it has none for this image
 */
public record Picture(
        int width,
        int height,
        String photograph,
        Optional<String> truth,
        List<Optional<String>> predictions) {
    /**
     * Reads and shrinks; nothing large is kept.
     *
     * @param background the id that stays clear, or -1
     */
    public static Picture of(
            Sample sample,
            Optional<LabelMap> truth,
            List<Optional<LabelMap>> predictions,
            int background,
            ImageCodec codec,
            int longSide)
            throws IOException {
        Image image = sample.image();
        List<Optional<String>> masks = new ArrayList<>();
        for (Optional<LabelMap> prediction : predictions) {
            masks.add(mask(prediction, background, codec, longSide));
        }
        return new Picture(
                image.width(),
                image.height(),
                data("image/jpeg", codec.thumbnail(image, longSide)),
                mask(truth, background, codec, longSide),
                masks);
    }

    private static Optional<String> mask(
            Optional<LabelMap> labels, int background, ImageCodec codec, int longSide)
            throws IOException {
        if (labels.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(data("image/png", codec.overlay(labels.get(), background, longSide)));
    }

    private static String data(String type, byte[] bytes) {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }
}
