package org.espalier.runs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.api.files.Sha256;

/** Builds a key from everything that a result depends on: SHA-256 over named parts. */
public final class Fingerprint {
    private final MessageDigest digest = Sha256.digest();

    /** Adds a part; order counts, and parts never run into each other. */
    public Fingerprint add(String name, Object value) {
        for (String text : new String[] {name, String.valueOf(value)}) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return this;
    }

    /** Adds parameters, whatever their order. */
    public Fingerprint add(Map<String, ?> settings) {
        new TreeMap<>(settings).forEach((key, value) -> add(key, text(value)));
        return this;
    }

    /** Arrays by their content. */
    private static String text(Object value) {
        if (value != null && value.getClass().isArray()) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < java.lang.reflect.Array.getLength(value); i++) {
                text.append(java.lang.reflect.Array.get(value, i)).append(',');
            }
            return text.toString();
        }
        return String.valueOf(value);
    }

    /** The key as 64 hexadecimal digits; nothing can be added afterwards. */
    public String key() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
