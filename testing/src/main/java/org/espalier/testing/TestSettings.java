package org.espalier.testing;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeSet;
import org.espalier.api.configuration.Settings;

/** The defaults of a configuration annotation, some of them replaced. */
public record TestSettings(Map<String, Object> replaced) implements Settings {
    /** Defaults alone. */
    public static TestSettings defaults() {
        return new TestSettings(Map.of());
    }

    /**
     * @param key the attribute's method name, and so on in pairs
     * @param value of the attribute's type
     */
    public static TestSettings of(Object... keysAndValues) {
        Map<String, Object> map = new java.util.HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return new TestSettings(Map.copyOf(map));
    }

    /** Those of attributes that are named {@code prefix_NAME}, by name. */
    TestSettings within(String prefix) {
        Map<String, Object> inner = new java.util.HashMap<>();
        replaced.forEach(
                (key, value) -> {
                    if (key.startsWith(prefix + "_")) {
                        inner.put(key.substring(prefix.length() + 1), value);
                    }
                });
        return new TestSettings(Map.copyOf(inner));
    }

    @Override
    public <A extends Annotation> A as(Class<A> type) {
        var unknown = new TreeSet<>(replaced.keySet());
        for (var method : type.getDeclaredMethods()) {
            unknown.remove(method.getName());
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    type.getSimpleName() + " has no attribute " + unknown);
        }
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, args) ->
                                replaced.getOrDefault(method.getName(), method.getDefaultValue())));
    }
}
