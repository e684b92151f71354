package org.espalier.dataset.driving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Tags;
import org.espalier.api.dataset.Split;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SceneTagsTest {
    @TempDir Path root;
    private TestScenes scenes;

    @BeforeEach
    void oneImageOfTheSky() throws Exception {
        scenes = new TestScenes(root).photograph("train/a.png", 1).mask("trainannot/a.png", 0);
    }

    private Tags tags(Object... settings) throws Exception {
        return scenes.camVid(settings).split("train").samples().get(0).tags();
    }

    @Test
    void theLabelFileComesBeforeTheMasks() throws Exception {
        assertEquals(Tags.of(0), tags());
        scenes.text("labels.csv", "a,Road;Car\n");
        assertEquals(Tags.of(3, 8), tags());
        assertEquals(Tags.of(0), tags("tags", "masks"));
        scenes.text("mine/tags.csv", "id,tags\r\na,Tree\r\n");
        assertEquals(Tags.of(5), tags("tags", "file", "labels", "mine/tags.csv"));
    }

    @Test
    void withALabelFileNoMaskIsNeeded() throws Exception {
        Files.delete(root.resolve("trainannot/a.png"));
        Split train = scenes.text("labels.csv", "a,Sky\n").camVid().split("train");
        assertEquals(Tags.of(0), train.samples().get(0).tags());
        assertFalse(train.hasTruth());
        assertTrue(train.truth(train.samples().get(0)).isEmpty());
    }

    @Test
    void aMaskIsCheckedWhenTagsComeFromElsewhereToo() throws Exception {
        scenes.mask("trainannot/a.png", 77).text("labels.csv", "a,Sky\n");
        Split train = scenes.camVid().split("train");
        var e = assertThrows(BadInputException.class, () -> TestScenes.truth(train, 0));
        assertTrue(e.getMessage().contains("holds the id 77; ids are 0 to 10"), e.getMessage());
    }

    @Test
    void anUnknownTagNamesFileLineAndTheKnownOnes() throws Exception {
        scenes.photograph("train/b.png", 1).photograph("train/c.png", 1);
        Split train = scenes.text("labels.csv", "a,Sky\nb,Sky;Moon\n").camVid().split("train");
        assertEquals(1, train.samples().size());
        String unknown = TestScenes.reason(train, 0);
        assertTrue(unknown.startsWith("labels.csv line 2: 'Moon' is no tag; tags are Sky, Buil"));
        String unlisted = TestScenes.reason(train, 1);
        assertTrue(unlisted.startsWith("train/c.png: 'c' is not in "), unlisted);
        assertTrue(unlisted.endsWith("add a line c,tag;tag"), unlisted);
    }

    @Test
    void aSourceThatIsNone() {
        assertThrows(InvalidConfigurationException.class, () -> tags("tags", "polygons"));
        var e = assertThrows(BadInputException.class, () -> tags("tags", "file"));
        assertTrue(e.getMessage().contains("there is no such label file; put lines id,tag;tag"));
        assertThrows(BadInputException.class, () -> tags("labels", "../labels.csv"));
    }
}
