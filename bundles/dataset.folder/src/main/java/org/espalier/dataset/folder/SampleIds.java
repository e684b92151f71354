package org.espalier.dataset.folder;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Turns names of photographs into ids that any file system can have for a file's name: {@code
 * cats/001.jpg} becomes {@code cats-001}. Names that become the same id, be it but for capitals,
 * are numbered in the order they come.
 */
final class SampleIds {
    private static final int LONGEST = 120;

    private final Set<String> taken = new HashSet<>();

    /** An id that was not given before. */
    String of(Photograph photograph) {
        String id = photograph.stem().replace('/', '-').replaceAll("[^\\p{L}\\p{M}\\p{N}._-]", "_");
        if (id.startsWith(".") || id.startsWith("-")) {
            id = "_" + id;
        }
        if (id.length() > LONGEST) {
            id = id.substring(id.length() - LONGEST);
        }
        String unique = id;
        for (int i = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); i++) {
            unique = id + "-" + i;
        }
        return unique;
    }
}
