package org.espalier.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Services with their properties. A framework hands several over in an order of its own. */
public final class Ranked {
    private Ranked() {}

    /** Those of the highest {@code service.ranking} first. */
    public static <S> List<Map.Entry<Map<String, Object>, S>> highestFirst(
            List<Map.Entry<Map<String, Object>, S>> services) {
        Comparator<Map.Entry<Map<String, Object>, S>> byRank =
                Comparator.comparingInt(
                        service ->
                                service.getKey().get("service.ranking") instanceof Integer rank
                                        ? rank
                                        : 0);
        return services.stream().sorted(byRank.reversed()).toList();
    }
}
