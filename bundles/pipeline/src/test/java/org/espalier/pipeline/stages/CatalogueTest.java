package org.espalier.pipeline.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.configuration.Settings;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.DatasetFormat;
import org.espalier.pipeline.Scenes;
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
    void ofThoseThatRecogniseTheDataTheHighestRankedIsTaken() {
        Scenes special = new Scenes();
        catalogue.addFormat(special, Map.of("dataset", "special", "service.ranking", 10));
        catalogue.addFormat(new Scenes(), Map.of("dataset", "late"));
        Plugged<DatasetFormat> other = new Plugged<>("dataset", "other", new Elsewhere(), Map.of());
        var found = catalogue.format(other, Optional.of(Path.of("scenes")), Optional.empty());
        assertEquals("special", found.name());
        catalogue.removeFormat(special);
        found = catalogue.format(other, Optional.of(Path.of("scenes")), Optional.empty());
        assertEquals("scenes", found.name(), "of equals the one that came first");
    }

    /** Recognises nothing. */
    private static final class Elsewhere implements DatasetFormat {
        @Override
        public boolean recognises(Path root) {
            return false;
        }

        @Override
        public Dataset open(Optional<Path> root, Settings settings) {
            throw new AssertionError("is not asked");
        }
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
