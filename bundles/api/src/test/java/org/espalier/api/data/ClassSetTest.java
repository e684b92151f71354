package org.espalier.api.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ClassSetTest {
    private final ClassSet animals = ClassSet.withBackground(List.of("background", "cat", "dog"));

    @Test
    void coloursAreThoseOfPascalVoc() {
        int[] expected = {0x000000, 0x800000, 0x008000, 0x808000, 0x000080};
        for (int id = 0; id < expected.length; id++) {
            assertEquals(expected[id], ClassSet.colour(id), "class " + id);
        }
        assertEquals(0x004080, ClassSet.colour(20));
        assertEquals(0xe0e0c0, ClassSet.colour(255));
    }

    @Test
    void everyIdHasAColourOfItsOwn() {
        assertEquals(
                256,
                java.util.stream.IntStream.range(0, 256).map(ClassSet::colour).distinct().count());
    }

    @Test
    void backgroundIsNoTag() {
        assertEquals(OptionalInt.of(0), animals.background());
        assertFalse(animals.isTag(0));
        assertTrue(animals.isTag(2));
        assertFalse(animals.isTag(3));
        assertFalse(animals.isTag(-1));
        assertEquals(Tags.of(1, 2), animals.allTags());
    }

    @Test
    void withoutBackgroundEveryClassIsATag() {
        ClassSet streets = ClassSet.withoutBackground(List.of("road", "sky"));
        assertTrue(streets.background().isEmpty());
        assertEquals(Tags.of(0, 1), streets.allTags());
        assertNotEquals(streets, ClassSet.withBackground(List.of("road", "sky")));
    }

    @Test
    void findsNames() {
        assertEquals(OptionalInt.of(2), animals.id("dog"));
        assertTrue(animals.id("Dog").isEmpty());
        assertEquals("void", animals.name(ClassSet.VOID));
    }

    @Test
    void refusesDoubleNamesAndWrongNumbers() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ClassSet.withBackground(List.of("a", "b", "a")));
        assertThrows(IllegalArgumentException.class, () -> ClassSet.withBackground(List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> ClassSet.withoutBackground(Collections.nCopies(256, "x")));
    }
}
