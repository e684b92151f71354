package org.espalier.dataset.voc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Tags;
import org.espalier.api.dataset.Split;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocTagsTest {
    @TempDir Path folder;
    private TestKit kit;

    @BeforeEach
    void oneImageOfACat() throws Exception {
        kit = new TestKit(folder).list("train", "a").photograph("a", 2, 1).mask("a", 8, 0);
    }

    private static String objects(String... names) {
        StringBuilder xml = new StringBuilder("<annotation><folder>VOC2012</folder>");
        for (String name : names) {
            xml.append("<object><name>").append(name).append("</name><difficult>1</difficult>");
            xml.append("<part><name>head</name></part></object>");
        }
        return xml.append("</annotation>").toString();
    }

    private Tags tags(Object... settings) throws Exception {
        return kit.open(settings).split("train").samples().get(0).tags();
    }

    @Test
    void theLabelFileComesBeforeAnnotationsBeforeMasks() throws Exception {
        assertEquals(Tags.of(8), tags());
        kit.annotation("a", objects("dog", "person", "dog"));
        assertEquals(Tags.of(12, 15), tags());
        kit.text("labels.csv", "a,sheep;sofa\n");
        assertEquals(Tags.of(17, 18), tags());
        assertEquals(Tags.of(12, 15), tags("tags", "annotations"));
        assertEquals(Tags.of(8), tags("tags", "masks"));
        kit.text("mine/tags.csv", "id,tags\r\na,bird\r\n");
        assertEquals(Tags.of(3), tags("tags", "file", "labels", "mine/tags.csv"));
    }

    @Test
    void anImageWithoutItsMaskIsRejected() throws Exception {
        kit.list("train", "a", "b").photograph("b", 1, 1);
        Split train = kit.open().split("train");
        assertEquals(1, train.samples().size());
        String reason = train.rejected().get(0).reason();
        assertTrue(reason.startsWith("train.txt line 2: 'b' has no mask"), reason);
    }

    @Test
    void aDamagedOrForeignMaskRejectsItsImage() throws Exception {
        kit.list("train", "a", "b", "c").mask("b", 0, 30).mask("c", 1);
        Files.writeString(kit.year().resolve("SegmentationClass/c.png"), "");
        Split train = kit.open().split("train");
        assertEquals(1, train.samples().size());
        assertTrue(train.rejected().get(0).reason().contains("[0, 30]; ids are 0 to 20"));
        assertTrue(train.rejected().get(1).reason().contains("c.png: it is empty"));
    }

    @Test
    void anUnknownTagNamesFileLineAndTheKnownOnes() throws Exception {
        kit.list("train", "a", "b", "c");
        kit.text("labels.csv", "a,cat\nb,cat;unicorn\nc,background\n");
        Split train = kit.open().split("train");
        assertEquals(1, train.samples().size());
        String reason = train.rejected().get(0).reason();
        assertTrue(reason.startsWith("labels.csv line 2: 'unicorn' is no tag"), reason);
        assertTrue(reason.contains("aeroplane, bicycle"), reason);
        assertTrue(train.rejected().get(1).reason().contains("'background' is no tag"));
    }

    @Test
    void anImageThatIsNotListed() throws Exception {
        kit.list("train", "a", "b").text("labels.csv", "a,cat\n\"b,dog\n");
        Split train = kit.open().split("train");
        String reason = train.rejected().get(0).reason();
        assertTrue(reason.contains("'b' is not in"), reason);
        assertTrue(reason.contains("could not be read: [labels.csv line 2]"), reason);
    }

    @Test
    void entitiesAreNotFollowed() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "cat");
        kit.list("train", "a", "b", "c").annotation("a", objects("cat"));
        kit.annotation(
                "b",
                "<!DOCTYPE annotation [<!ENTITY x SYSTEM '"
                        + secret.toUri()
                        + "'>]><annotation><object><name>&x;</name></object></annotation>");
        StringBuilder bomb = new StringBuilder("<!DOCTYPE annotation [<!ENTITY e0 'cat'>");
        for (int i = 1; i < 20; i++) {
            bomb.append("<!ENTITY e").append(i).append(" '");
            bomb.append(("&e" + (i - 1) + ";").repeat(20)).append("'>");
        }
        bomb.append("]><annotation><object><name>&e19;</name></object></annotation>");
        kit.annotation("c", bomb.toString());
        Split train = assertTimeout(Duration.ofSeconds(5), () -> kit.open().split("train"));
        assertEquals(1, train.samples().size());
        for (int i = 0; i < 2; i++) {
            String reason = train.rejected().get(i).reason();
            assertTrue(reason.contains("DOCTYPE is disallowed"), reason);
        }
    }

    @Test
    void annotationsThatAreNone() throws Exception {
        kit.list("train", "a", "b", "c", "d").annotation("a", objects());
        kit.annotation("b", "").annotation("c", objects("griffin"));
        Split train = kit.open().split("train");
        assertEquals(Tags.none(), train.samples().get(0).tags());
        assertEquals(3, train.rejected().size());
        assertTrue(train.rejected().get(1).reason().contains("'griffin' is no tag"));
        assertTrue(train.rejected().get(2).reason().contains("has no annotation"));
        assertFalse(train.hasTruth() && train.truth(train.samples().get(0)).isEmpty());
    }

    @Test
    void wrongSettings() {
        assertThrows(BadInputException.class, () -> kit.open("tags", "file"));
        assertThrows(BadInputException.class, () -> kit.open("labels", "../../secret.csv"));
        var e = assertThrows(InvalidConfigurationException.class, () -> kit.open("tags", "guess"));
        assertTrue(e.getMessage().contains("masks, annotations or file"), e.getMessage());
    }

    /** Some kilobytes that would end the process, or fill it. */
    @Test
    void annotationsWithoutEnd() throws Exception {
        kit.list("train", "a", "b", "c", "d", "e").annotation("a", objects("cat"));
        String deep = "<p>".repeat(100_000) + "</p>".repeat(100_000);
        kit.annotation("b", objects(deep)).annotation("c", deep);
        kit.annotation("d", objects("x".repeat(5_000_000)));
        kit.annotation("e", "<?xml version='1.0' encoding='x-none'?><annotation/>");
        Split train = kit.open().split("train");
        assertEquals(1, train.samples().size());
        for (int i = 0; i < 4; i++) {
            String reason = train.rejected().get(i).reason();
            String[] wrong = {"depth", "depth", "bytes; 1048576 are read", "no plain XML"};
            assertTrue(reason.contains("Annotations/" + "bcde".charAt(i) + ".xml: "), reason);
            assertTrue(reason.contains(wrong[i]), reason);
        }
    }

    @Test
    void aListWithALineWithoutEnd() throws Exception {
        kit.list("train", "a", "x".repeat(1_000_000), "b");
        kit.annotation("a", objects("cat")).annotation("b", objects("dog"));
        Split train = kit.open().split("train");
        assertEquals(2, train.samples().size());
        assertEquals(
                "train.txt line 2: it is too long; a line has at most 65536 characters",
                train.rejected().get(0).reason());
    }
}
