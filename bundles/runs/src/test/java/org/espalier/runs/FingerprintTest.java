package org.espalier.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    @Test
    void sameParametersInAnyOrderGiveTheSameKey() {
        Map<String, Object> ab = new LinkedHashMap<>();
        ab.put("a", 1);
        ab.put("b", 2.5);
        Map<String, Object> ba = new LinkedHashMap<>();
        ba.put("b", 2.5);
        ba.put("a", 1);
        assertEquals(new Fingerprint().add(ab).key(), new Fingerprint().add(ba).key());
    }

    @Test
    void partsDoNotRunIntoEachOther() {
        assertNotEquals(
                new Fingerprint().add("ab", "c").key(), new Fingerprint().add("a", "bc").key());
        assertNotEquals(
                new Fingerprint().add("a", "b").add("c", "d").key(),
                new Fingerprint().add("c", "d").add("a", "b").key());
    }

    @Test
    void arraysCountByTheirContent() {
        String one = new Fingerprint().add(Map.of("scales", new double[] {0.5, 1})).key();
        assertEquals(one, new Fingerprint().add(Map.of("scales", new double[] {0.5, 1})).key());
        assertNotEquals(one, new Fingerprint().add(Map.of("scales", new double[] {0.5, 2})).key());
    }

    @Test
    void keyIsSha256() {
        assertEquals(64, new Fingerprint().key().length());
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                new Fingerprint().key());
    }
}
