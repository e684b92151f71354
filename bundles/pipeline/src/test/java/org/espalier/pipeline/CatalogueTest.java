package org.espalier.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.dataset.DatasetFormat;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private final Scenes scenes = new Scenes();
    private final Plugged<DatasetFormat> own =
            new Plugged<>("dataset", "own", new Scenes(), Map.of());
    private final Catalogue catalogue = new Catalogue();

    CatalogueTest() {
        catalogue.addFormat(scenes, Map.of("dataset", "scenes"));
    }

    private Plugged<DatasetFormat> find(String data, String name) {
        return catalogue.format(
                own, Optional.ofNullable(data).map(Path::of), Optional.ofNullable(name));
    }

    @Test
    void nothingNamedIsThePipelinesOwn() {
        assertEquals(own, find(null, null));
        assertEquals(
                own, find("my-scenes", null), "its own comes first where it recognises the data");
    }

    @Test
    void aNamedFormatIsTakenUnseen() {
        assertEquals("scenes", find("anywhere", "scenes").name());
    }

    @Test
    void whatNobodyKnowsNamesTheFormatsThereAre() {
        var e = assertThrows(InvalidConfigurationException.class, () -> find("elsewhere", null));
        assertTrue(e.getMessage().contains("[scenes]"), e.getMessage());
        assertThrows(InvalidConfigurationException.class, () -> find(null, "coco"));
    }

    @Test
    void aFormatThatGoesIsForgotten() {
        catalogue.removeFormat(scenes);
        assertThrows(InvalidConfigurationException.class, () -> find(null, "scenes"));
    }
}
