package org.espalier.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.configuration.ConfigurationChecker;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.configuration.Settings;
import org.espalier.api.data.BadInputException;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.DatasetFormat;
import org.espalier.api.dataset.Split;
import org.espalier.pipeline.settings.Parameters;
import org.espalier.pipeline.stages.Catalogue;
import org.espalier.pipeline.stages.Services;
import org.espalier.testing.FakeFramework;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredRunDataTest {
    @TempDir Path run;
    private final Catalogue catalogue = new Catalogue();
    private final Split split = FakeFramework.fake(Split.class, (method, args) -> null);
    private Optional<Path> opened;
    private double share;

    @interface Parameters {
        double share() default 0.1;
    }

    private final DatasetFormat format =
            new DatasetFormat() {
                @Override
                public boolean recognises(Path root) {
                    return false;
                }

                @Override
                public Dataset open(Optional<Path> root, Settings settings) {
                    opened = root;
                    share = settings.as(Parameters.class).share();
                    return FakeFramework.fake(
                            Dataset.class, (method, args) -> args[0].equals("val") ? split : null);
                }
            };

    @BeforeEach
    void oneFormat() {
        catalogue.addFormat(format, Map.of("dataset", "folder"));
    }

    private StoredRunData data() {
        ConfigurationChecker checker =
                FakeFramework.fake(ConfigurationChecker.class, (method, args) -> args[1]);
        return new StoredRunData(new Services(catalogue, null, null, checker));
    }

    private void manifest(String more) throws IOException {
        Files.writeString(run.resolve("manifest.json"), "{\"val\": \"val\", " + more + "}");
    }

    @Test
    void theDataAreOpenedWithTheParametersThatWereInForce() throws IOException {
        manifest(
                "\"dataset\": \"folder\", \"data\": \"/photos\","
                        + " \"settings\": {\"dataset\": {\"share\": 0.25}}");
        assertSame(split, data().split(run, "val"));
        assertEquals(Optional.of(Path.of("/photos")), opened);
        assertEquals(0.25, share);
    }

    @Test
    void dataThatNeedNoFilesHaveNoRoot() throws IOException {
        manifest("\"dataset\": \"folder\", \"data\": \"\"");
        data().split(run, "val");
        assertEquals(Optional.empty(), opened);
        assertEquals(0.1, share);
    }

    @Test
    void aFormatThatNobodyProvidesIsNamed() throws IOException {
        manifest("\"dataset\": \"voc\", \"data\": \"\"");
        var refused =
                assertThrows(InvalidConfigurationException.class, () -> data().split(run, "val"));
        assertTrue(refused.getMessage().contains("[folder]"), refused.getMessage());
        Files.delete(run.resolve("manifest.json"));
        assertThrows(BadInputException.class, () -> data().split(run, "val"));
    }
}
