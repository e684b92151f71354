package org.espalier.testing;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Learning that is cancelled anywhere ends, when it is called again, with the same files. A test of
 * a stage that learns by several steps extends it.
 */
public abstract class ResumeContract {
    @TempDir private Path root;

    private final int stride;
    private final int later;
    private final int fewest;

    /**
     * @param stride questions between two places at which it is cancelled
     * @param later questions after which it is cancelled once more when it goes on
     * @param fewest at more places than so many it must have been cancelled
     */
    protected ResumeContract(int stride, int later, int fewest) {
        this.stride = stride;
        this.later = later;
        this.fewest = fewest;
    }

    /**
     * The context to learn in.
     *
     * @param folder of the stage, which is there
     */
    protected abstract TestContext context(Path folder) throws IOException;

    /** Learns, the same each time. */
    protected abstract void fit(TestContext context) throws IOException;

    private TestContext context(String name) throws IOException {
        return context(Files.createDirectory(root.resolve(name)));
    }

    @Test
    void endsWithTheSameBytes() throws IOException {
        TestContext whole = context("whole");
        fit(whole);
        FolderBytes expected = FolderBytes.of(whole.folder());
        int cancelled = 0;
        for (int at = 0; ; at += stride) {
            TestContext resumed = context("resumed" + at);
            TestContext stopped = resumed.cancelledAfter(at);
            try {
                fit(stopped);
                break;
            } catch (CancellationException e) {
                cancelled++;
            }
            assertThrows(CancellationException.class, () -> fit(resumed.cancelledAfter(later)));
            fit(resumed);
            expected.assertSame(FolderBytes.of(resumed.folder()), ", cancelled at " + at);
        }
        assertTrue(cancelled > fewest, "cancelled " + cancelled + " times");
    }
}
