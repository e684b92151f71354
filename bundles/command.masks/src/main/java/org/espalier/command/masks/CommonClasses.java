package org.espalier.command.masks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;

/**
 * Brings the class ids of masks to those of the classes that are scored: by name where the masks
 * come with names. A background where none is scored becomes void.
 */
final class CommonClasses {
    private static final int IDS = 256;

    private final byte[] table = new byte[IDS];
    private final boolean changes;

    /**
     * @param named the names that the masks come with, if any
     * @param scored what their ids shall be of
     * @param what the masks, for the message
     * @throws InvalidConfigurationException when a name is not among those scored
     */
    CommonClasses(Optional<ClassSet> named, ClassSet scored, String what) {
        for (int id = 0; id < IDS; id++) {
            table[id] = (byte) id;
        }
        changes = named.isPresent() && !named.get().equals(scored);
        if (changes) {
            ClassSet classes = named.get();
            for (int id = 0; id < classes.size(); id++) {
                table[id] = (byte) id(classes, id, scored, what);
            }
        }
    }

    private static int id(ClassSet classes, int id, ClassSet scored, String what) {
        String name = classes.name(id);
        return scored.id(name)
                .orElseGet(
                        () -> {
                            if (classes.isTag(id)) {
                                throw new InvalidConfigurationException(
                                        what,
                                        "they name the class '" + name + "', which is not scored",
                                        "give --classes FILE with all names");
                            }
                            return ClassSet.VOID;
                        });
    }

    /**
     * What is scored: what is asked for; else the classes of the true masks and then those that
     * only the predictions name; else those of PASCAL VOC.
     */
    static ClassSet scored(
            Optional<ClassSet> asked, Optional<ClassSet> truth, Optional<ClassSet> pred) {
        if (asked.isPresent() || truth.isEmpty()) {
            return asked.orElseGet(ClassNames::voc);
        }
        List<String> names = new ArrayList<>(truth.get().names());
        pred.ifPresent(
                classes ->
                        java.util.Arrays.stream(classes.allTags().ids())
                                .mapToObj(classes::name)
                                .filter(name -> !names.contains(name))
                                .forEach(names::add));
        return truth.get().background().isPresent()
                ? ClassSet.withBackground(names)
                : ClassSet.withoutBackground(names);
    }

    /** The mask in ids of the classes that are scored. */
    LabelMap of(LabelMap labels) {
        if (!changes) {
            return labels;
        }
        byte[] mapped = new byte[labels.labels().length];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = table[labels.labels()[i] & 0xff];
        }
        return new LabelMap(labels.width(), labels.height(), mapped);
    }
}
