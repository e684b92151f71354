package org.espalier.itests;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import org.espalier.api.engine.EngineStatus;

/**
 * Counts the native arrays that the engine holds. No service tells it, so it is read from the
 * engine's own records: what its first manager has, and all managers that come from it.
 */
final class EngineArrays {
    private EngineArrays() {}

    /**
     * @param engine that has been started
     */
    static int open(EngineStatus engine) throws ReflectiveOperationException {
        Field started = engine.getClass().getDeclaredField("started");
        started.setAccessible(true);
        Object start = started.get(engine);
        Method root = start.getClass().getDeclaredMethod("root");
        root.setAccessible(true);
        return open(root.invoke(start));
    }

    private static int open(Object resource) throws ReflectiveOperationException {
        Class<?> type = resource.getClass();
        while (type != null && !type.getSimpleName().equals("BaseNDManager")) {
            type = type.getSuperclass();
        }
        if (type == null) {
            return 1; // no manager
        }
        Field resources = type.getDeclaredField("resources");
        resources.setAccessible(true);
        int open = 0;
        for (Object held : ((Map<?, ?>) resources.get(resource)).values()) {
            open += open(held);
        }
        return open;
    }
}
