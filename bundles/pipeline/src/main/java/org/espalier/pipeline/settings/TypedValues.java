package org.espalier.pipeline.settings;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.espalier.api.configuration.Settings;
import org.osgi.util.converter.Converters;

/**
 * Values by name, read through an annotation as Declarative Services does; what is not there has
 * the annotation's default.
 */
public record TypedValues(Map<String, Object> values) implements Settings {
    /** The converter's own proxies convert at every call: here that is done once. */
    @Override
    public <A extends Annotation> A as(Class<A> type) {
        A converting = Converters.standardConverter().convert(values).to(type);
        Map<String, Object> converted = new HashMap<>();
        for (Method attribute : type.getDeclaredMethods()) {
            converted.put(attribute.getName(), read(converting, attribute));
        }
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> converted.get(method.getName())));
    }

    private static Object read(Object annotation, Method attribute) {
        try {
            attribute.setAccessible(true);
            return attribute.invoke(annotation);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The attribute " + attribute + " cannot be read", e);
        }
    }
}
