package org.espalier.localizer.cam;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.espalier.api.data.Image;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;

/**
 * The activations of the training images for their tags, known by the content of the image: they
 * are needed once to train on, and again when the trained localizer is applied to the same images.
 */
final class ActivationCache {
    private static final String MAPS = ".maps";
    private static final String LOGITS = ".logits";
    private static final String IDS = ".ids";
    private static final int WRITE_EVERY = 100;

    private final Path file;
    private final Map<String, Activations> known = new ConcurrentHashMap<>();
    private int unwritten;

    /**
     * @param file where they are kept; one that is missing or damaged counts as empty
     */
    ActivationCache(Path file) {
        this.file = file;
        try {
            Map<String, Tensor> tensors = SafeTensors.read(file).tensors();
            for (String name : tensors.keySet()) {
                if (name.endsWith(MAPS)) {
                    String key = name.substring(0, name.length() - MAPS.length());
                    known.put(key, read(tensors, key));
                }
            }
        } catch (IOException e) {
            known.clear();
        }
    }

    /** Keeps what was seen in an image. */
    void put(Image image, Activations activations) throws IOException {
        known.put(key(image), activations);
        unwritten++;
        if (unwritten >= WRITE_EVERY) {
            write();
        }
    }

    /** What is known of an image; null when nothing is, or not of all these classes. */
    Activations find(Image image, int[] ids) {
        Activations activations = known.isEmpty() ? null : known.get(key(image));
        return activations == null || !activations.covers(ids) ? null : activations.only(ids);
    }

    void write() throws IOException {
        if (unwritten == 0) {
            return;
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        known.forEach(
                (key, a) -> {
                    float[] ids = new float[a.ids().length];
                    for (int k = 0; k < ids.length; k++) {
                        ids[k] = a.ids()[k];
                    }
                    tensors.put(key + IDS, Tensor.of(ids, ids.length));
                    tensors.put(key + MAPS, Tensor.of(a.maps(), ids.length, a.height(), a.width()));
                    tensors.put(key + LOGITS, Tensor.of(a.logits(), a.logits().length));
                });
        SafeTensors.write(file, Map.of(), tensors);
        unwritten = 0;
    }

    private static Activations read(Map<String, Tensor> tensors, String key) throws IOException {
        Tensor maps = tensors.get(key + MAPS);
        Tensor ids = tensors.get(key + IDS);
        Tensor logits = tensors.get(key + LOGITS);
        if (ids == null || logits == null || maps.shape().length != 3) {
            throw new IOException("incomplete");
        }
        int[] classes = new int[ids.values().length];
        for (int k = 0; k < classes.length; k++) {
            classes[k] = (int) ids.values()[k];
        }
        return new Activations(
                (int) maps.shape()[2],
                (int) maps.shape()[1],
                classes,
                maps.values(),
                logits.values());
    }

    private static String key(Image image) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(
                    (image.width() + "x" + image.height())
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            digest.update(image.rgb());
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
