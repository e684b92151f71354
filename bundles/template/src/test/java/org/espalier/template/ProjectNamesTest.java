package org.espalier.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.espalier.api.configuration.InvalidConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectNamesTest {
    @ParameterizedTest
    @CsvSource({
        "my-method, MyMethod, org.example.mymethod",
        "blobs, Blobs, org.example.blobs",
        "deep-3d-x, Deep3dX, org.example.deep3dx"
    })
    void classAndPackageFollowFromTheName(String method, String type, String packageName) {
        assertEquals(new ProjectNames(method, type, packageName), ProjectNames.of(method));
    }

    @Test
    void thePackageMayBeAnother() {
        assertEquals(
                new ProjectNames("my-method", "MyMethod", "com.acme"),
                ProjectNames.of("my-method", "com.acme"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "My-Method", "3d", "-a", "a-", "a--b", "a_b", "a.b", "a/b", "..", "é"})
    void aNameThatIsNoneIsRefused(String method) {
        var e = assertThrows(InvalidConfigurationException.class, () -> ProjectNames.of(method));
        assertTrue(e.getMessage().startsWith("name " + method + ": "), e.getMessage());
        assertTrue(e.getMessage().contains("my-method"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "org..x", "org.x.", "org.new", "1x", "a-b", "java.lang", "a/b", "a b"})
    void aPackageThatIsNoneIsRefused(String packageName) {
        var e =
                assertThrows(
                        InvalidConfigurationException.class,
                        () -> ProjectNames.of("x", packageName));
        assertTrue(e.getMessage().contains("--package"), e.getMessage());
    }

    @Test
    void aWordOfJavaNeedsAPackageOfItsOwn() {
        assertThrows(InvalidConfigurationException.class, () -> ProjectNames.of("switch"));
        assertEquals("Switch", ProjectNames.of("switch", "org.example.switches").type());
    }
}
