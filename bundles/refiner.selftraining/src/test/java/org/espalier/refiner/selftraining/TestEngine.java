package org.espalier.refiner.selftraining;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.api.data.Image;
import org.espalier.frozen.FrozenFeatures;
import org.espalier.frozen.View;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.testing.engines.Engines;

/** The engine without weights files, and features of a small network that was drawn at random. */
final class TestEngine {
    static final Inference ENGINE = Engines.chosen();

    /** The engine, whose small network pretends that it is pretrained. */
    static final Inference PRETENDING =
            overriding(
                    Inference.class,
                    ENGINE,
                    "backbone",
                    arguments ->
                            overriding(
                                    Backbone.class,
                                    ENGINE.backbone((String) arguments[0], (int) arguments[1]),
                                    "isPretrained",
                                    none -> true));

    private TestEngine() {}

    private interface Answer {
        Object to(Object[] arguments);
    }

    private static <T> T overriding(Class<T> type, T real, String method, Answer answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, called, arguments) -> {
                            if (called.getName().equals(method)) {
                                return answer.to(arguments);
                            }
                            try {
                                return called.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }));
    }

    /** Features from random parameters, the same for every image. */
    static FrozenFeatures features(AtomicInteger asked) {
        return (Image image, Backbone backbone, View view, Collection<String> stages) -> {
            asked.incrementAndGet();
            Map<String, FeatureMap> features = new LinkedHashMap<>();
            try (Parameters parameters = ENGINE.parameters(backbone.initial(5))) {
                backbone.features(view.batch(image, backbone), stages, parameters)
                        .forEach((stage, maps) -> features.put(stage, maps.get(0)));
            }
            return features;
        };
    }
}
