package org.espalier.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllowListTest {
    /** Of no bytes, as FIPS 180 gives it. */
    private static final String EMPTY =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @TempDir Path folder;

    private AllowList list(String text) throws IOException {
        return AllowList.read(Files.writeString(folder.resolve("jars.sha256"), text));
    }

    @Test
    void linesAreThoseOfSha256sum() throws IOException {
        String other = "ab".repeat(32);
        AllowList list =
                list("# looked at\n\n" + EMPTY.toUpperCase() + "  own.jar\n" + other + " *b.jar\n");
        assertEquals(Set.of(EMPTY, other), list.digests());
        assertTrue(list.allows(AllowList.digest(Files.createFile(folder.resolve("own.jar")))));
        assertFalse(list.allows("cd".repeat(32)));
    }

    @Test
    void aLineThatIsNoneIsNamedAndNothingIsAllowed() {
        for (String wrong : new String[] {"own.jar", EMPTY.substring(1), EMPTY + "0 own.jar"}) {
            IOException e = assertThrows(IOException.class, () -> list(EMPTY + "\n" + wrong));
            assertTrue(e.getMessage().contains("jars.sha256, line 2: "), e.getMessage());
        }
    }

    @Test
    void soIsAListThatIsNotThereOrNoText() throws IOException {
        Path none = folder.resolve("none");
        IOException e = assertThrows(IOException.class, () -> AllowList.read(none));
        assertTrue(e.getMessage().startsWith(none + ": "), e.getMessage());
        Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, 0, 1});
        e = assertThrows(IOException.class, () -> AllowList.read(bytes));
        assertTrue(e.getMessage().startsWith(bytes + ": is no text"), e.getMessage());
    }
}
