package org.espalier.frozen;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.espalier.api.data.Image;
import org.espalier.api.engine.WeightStore;
import org.espalier.api.files.Sha256;
import org.espalier.inference.Backbone;

/** Names features after everything that they depend on. */
final class FeatureKeys {
    /** To be raised when the same things give other features. */
    private static final int VERSION = 2;

    private final WeightStore store;
    private final Map<String, String> weights = new ConcurrentHashMap<>();

    FeatureKeys(WeightStore store) {
        this.store = store;
    }

    /** Hexadecimal digits, the same in every process. */
    String key(Image image, Backbone backbone, View view, String stage) throws IOException {
        MessageDigest digest = Sha256.digest();
        add(digest, "features", VERSION);
        add(digest, "image", image.digest());
        add(digest, "backbone", backbone.name());
        add(digest, "engine", backbone.engine());
        add(digest, "weights", weights(backbone.name()));
        add(digest, "outputStride", backbone.outputStride());
        add(digest, "width", view.width(image, backbone));
        add(digest, "height", view.height(image, backbone));
        add(digest, "mirrored", view.mirrored());
        add(digest, "stage", stage);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Read once, as the engine reads its weights once. */
    private String weights(String backbone) throws IOException {
        String known = weights.get(backbone);
        if (known == null) {
            MessageDigest digest = Sha256.digest();
            try (InputStream in = Files.newInputStream(store.locate(backbone))) {
                byte[] part = new byte[1 << 16];
                for (int read = in.read(part); read >= 0; read = in.read(part)) {
                    digest.update(part, 0, read);
                }
            }
            known = HexFormat.of().formatHex(digest.digest());
            weights.put(backbone, known);
        }
        return known;
    }

    private static void add(MessageDigest digest, String name, Object value) {
        digest.update((name + "=" + value + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
