package org.espalier.api.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.espalier.api.data.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsCsvTest {
    @TempDir Path folder;

    private LabelsCsv read(String text) throws Exception {
        return LabelsCsv.read(Files.writeString(folder.resolve("labels.csv"), text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.jpg,cat;dog\nb.jpg,\n",
                "file,tag\na.jpg,cat;dog\nb.jpg,\n",
                "\ufeffImage,Labels\r\n\r\na.jpg , cat ; dog;cat; \r\nb.jpg,\r\n",
                "tags,file\n\"cat;dog\",\"a.jpg\"\n,b.jpg",
            })
    void theSameListWrittenInManyWays(String text) throws Exception {
        LabelsCsv list = read(text);
        assertEquals(List.of(), list.rejected());
        assertEquals("a.jpg", list.rows().get(0).name());
        assertEquals(List.of("cat", "dog"), list.rows().get(0).tags());
        assertEquals("b.jpg", list.rows().get(1).name());
        assertEquals(List.of(), list.rows().get(1).tags());
        assertEquals(Optional.empty(), list.rows().get(0).split());
    }

    @Test
    void aSplitMayBeNamed() throws Exception {
        LabelsCsv list = read("a,cat,val\nb,cat,\nc,cat\n");
        assertEquals(Optional.of("val"), list.rows().get(0).split());
        assertEquals(Optional.empty(), list.rows().get(1).split());
        assertEquals(Optional.empty(), list.rows().get(2).split());
        assertEquals("val", read("split,file,tags\nval,a,cat\n").rows().get(0).split().get());
    }

    @Test
    void quotesKeepCommasAndQuotes() throws Exception {
        LabelsCsv list = read("\"a, \"\"b\"\".jpg\",\"polar bear;sea, lion\"\n");
        assertEquals("a, \"b\".jpg", list.rows().get(0).name());
        assertEquals(List.of("polar bear", "sea, lion"), list.rows().get(0).tags());
    }

    @Test
    void aLineThatCannotBeReadIsRejectedAlone() throws Exception {
        LabelsCsv list = read("a,cat\nb\n,cat\n\"c,cat\nd,1,2,3\ne,dog\n");
        assertEquals(2, list.rows().size());
        assertEquals("labels.csv line 6", list.rows().get(1).place());
        assertEquals(4, list.rejected().size());
        assertEquals("labels.csv line 4", list.rejected().get(2).id());
        assertTrue(list.rejected().get(2).reason().contains("a quote is not closed"));
        assertTrue(list.rejected().get(0).reason().contains("a line is name,tag;tag"));
    }

    @Test
    void anImageNamedLikeAColumnIsNoHeader() throws Exception {
        assertEquals("image", read("image,cat\n").rows().get(0).name());
    }

    @Test
    void otherEncodingsAreRefused() throws Exception {
        Path file = folder.resolve("latin.csv");
        Files.write(file, "a.jpg,sÃ¤ge\nb.jpg,säge".getBytes(StandardCharsets.ISO_8859_1));
        var e = assertThrows(BadInputException.class, () -> LabelsCsv.read(file));
        assertTrue(e.getMessage().contains("save it as UTF-8"), e.getMessage());
    }

    @Test
    void emptyIsEmpty() throws Exception {
        assertEquals(List.of(), read("").rows());
        assertEquals(List.of(), read("\ufeff").rows());
    }

    @Test
    void aLineWithoutEndIsRejectedAloneAndAtOnce() throws Exception {
        String quotes = "x" + "\"".repeat(3_000_000);
        LabelsCsv list =
                assertTimeout(
                        Duration.ofSeconds(2),
                        () -> read("a,cat\n" + quotes + ",cat\n" + "b," + "y".repeat(3_000_000)));
        assertEquals(1, list.rows().size());
        assertEquals(2, list.rejected().size());
        String reason = list.rejected().get(1).reason();
        assertEquals(
                "labels.csv line 3: it is too long; a line has at most 65536 characters", reason);
    }

    @Test
    void quotesBehindOtherLettersAreLetters() throws Exception {
        assertEquals("a\"\"b", read("a\"\"b,cat\n").rows().get(0).name());
        assertEquals("\"", read("\"\"\"\",cat\n").rows().get(0).name());
    }
}
