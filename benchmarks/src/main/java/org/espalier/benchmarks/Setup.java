package org.espalier.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a contender is told: names and numbers.
 *
 * @param values by key
 */
public record Setup(Map<String, String> values) {
    /**
     * @param keysAndValues in pairs
     */
    public static Setup of(Object... keysAndValues) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i].toString(), keysAndValues[i + 1].toString());
        }
        return new Setup(values);
    }

    /** Reads words of the form {@code key=value}. */
    static Setup parse(List<String> words) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            values.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return new Setup(values);
    }

    /** As {@link #parse} takes it. */
    List<String> words() {
        return values.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    }

    /** A word. */
    public String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("nothing is said of " + key + ", only " + values);
        }
        return value;
    }

    /** A whole number. */
    public int number(String key) {
        return Integer.parseInt(text(key));
    }
}
