package org.espalier.api.configuration;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;

/** A plug-in's defaults, for what runs outside a pipeline. */
final class DefaultSettings implements Settings {
    @Override
    public <A extends Annotation> A as(Class<A> type) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> method.getDefaultValue()));
    }
}
