package org.espalier.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.api.data.Failure;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.api.files.UnwritableException;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.stage.Localization;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.api.stage.Localizer;
import org.espalier.api.stage.StageContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stages that take longer than they may. */
@Timeout(60)
class LimitsTest {
    @TempDir Path out;

    private final TestPipeline test = new TestPipeline();
    private final CountDownLatch let = new CountDownLatch(1);
    private Hanging hanging;

    @BeforeEach
    void plugIn() {
        hanging = new Hanging(test.sight);
        test.localizer = hanging;
    }

    @AfterEach
    void letGo() {
        let.countDown();
    }

    /** Hangs where it is told to; like {@link Fakes.Sight} otherwise. */
    private final class Hanging implements Localizer {
        private final Localizer sight;
        private final AtomicInteger looks = new AtomicInteger();
        private int hangsAtLook = -1;
        private boolean hangsInFit;
        private boolean deaf;
        private boolean blocks;
        private String lookedAt;

        Hanging(Localizer sight) {
            this.sight = sight;
        }

        private void hang() {
            boolean waits = true;
            while (waits) {
                try {
                    let.await();
                    waits = false;
                } catch (InterruptedException e) {
                    waits = deaf;
                    if (!deaf) {
                        Thread.currentThread().interrupt();
                    }
                }
            }
        }

        @Override
        public void fit(List<Sample> samples, StageContext context) throws IOException {
            if (hangsInFit) {
                samples.get(0).image();
                samples.get(1).image();
                lookedAt = samples.get(1).id();
                context.progress().begin("looking", 6).advance(1);
                hang();
                context.checkCancelled();
            }
            sight.fit(samples, context);
        }

        @Override
        public LocalizationModel open(StageContext context) throws IOException {
            LocalizationModel model = sight.open(context);
            if (blocks) {
                Path labels = context.folder().resolveSibling("train-given/labels");
                Files.createDirectories(labels.getParent());
                Files.writeString(labels, "no folder");
            }
            return new LocalizationModel() {
                @Override
                public Localization localize(Image image, Optional<Tags> given) throws IOException {
                    if (looks.incrementAndGet() == hangsAtLook) {
                        hang();
                    }
                    return model.localize(image, given);
                }

                @Override
                public void close() {
                    model.close();
                }
            };
        }
    }

    private List<String> failed(RunResult result) {
        return result.failures().stream().map(Failure::id).toList();
    }

    @Test
    void anImageThatTakesTooLongIsNamedAndLeftOut() throws IOException {
        hanging.hangsAtLook = 2;
        RunResult result = test.run(out, "imageSeconds=1", "threads=1");
        assertEquals(1, result.failures().size());
        assertTrue(
                result.failures().get(0).reason().startsWith("took longer than 1 s; "),
                result.failures().toString());
        assertEquals(5, result.stages().get(0).evaluation().images());
        assertEquals(5, masks(out.resolve("test/1/localizer/train-given/labels")).size());
    }

    @Test
    void soIsOneThatDoesNotHearTheInterruptAndOthersGoOn() throws IOException {
        hanging.hangsAtLook = 2;
        hanging.deaf = true;
        RunResult result = test.run(out, "imageSeconds=1", "threads=1");
        assertEquals(1, failed(result).size());
        assertEquals(5, result.stages().get(0).evaluation().images());
    }

    @Test
    void nobodyTakesOverWhatWasMadeWithoutAnImageThatMayPassNextTime() throws IOException {
        hanging.hangsAtLook = 2;
        RunResult first = test.run(out, "imageSeconds=1", "threads=1");
        RunResult second = test.run(out, "imageSeconds=1", "threads=1");
        assertNotEquals(List.of(), failed(first));
        assertEquals(List.of(), failed(second));
        assertEquals(6, second.stages().get(0).evaluation().images());
        assertEquals(1, test.sight.fits.get(), "what was learned before it is taken over");
    }

    @Test
    void aStageWithoutASignOfLifeEndsTheRunAndNamesWhatItLookedAt() {
        hanging.hangsInFit = true;
        IOException e = assertThrows(IOException.class, () -> test.run(out, "stallSeconds=1"));
        assertEquals(
                "localizer sight: no sign of life for 1 s at 'looking 1/6', last seen with "
                        + hanging.lookedAt
                        + "; leave that image out, or give it more time (stallSeconds)",
                e.getMessage());
    }

    @Test
    void aStageThatLearnsForTooLongEndsTheRun() throws IOException {
        hanging.hangsInFit = true;
        IOException e = assertThrows(IOException.class, () -> test.run(out, "learnSeconds=1"));
        assertTrue(e.getMessage().contains("learns for longer than 1 s"), e.getMessage());
        hanging.hangsInFit = false;
        assertEquals(out.resolve("test/1"), test.run(out).folder(), "it goes on");
    }

    @Test
    void aDiskThatTakesNoMoreEndsTheRunAndIsNoFaultOfImages() throws IOException {
        hanging.blocks = true;
        IOException e = assertThrows(UnwritableException.class, () -> test.run(out, "threads=1"));
        assertTrue(e.getMessage().contains("train-given/labels/"), e.getMessage());
        assertEquals("[]", Files.readString(out.resolve("test/1/failures.json")).strip());
        Files.delete(out.resolve("test/1/localizer/train-given/labels"));
        hanging.blocks = false;
        RunResult result = test.run(out);
        assertEquals(out.resolve("test/1"), result.folder(), "it goes on");
        assertEquals(List.of(), result.failures());
    }

    @Test
    void neitherIsItWhileAStageLearns() {
        test.localizer =
                new Localizer() {
                    @Override
                    public void fit(List<Sample> samples, StageContext context) {
                        Path file = context.folder().resolve("some");
                        context.failed(
                                samples.get(0).id(),
                                new UnwritableException(file, new IOException("full")));
                    }

                    @Override
                    public LocalizationModel open(StageContext context) {
                        throw new IllegalStateException("nothing was learned");
                    }
                };
        IOException e = assertThrows(UnwritableException.class, () -> test.run(out));
        assertTrue(e.getMessage().contains("localizer/model/some: cannot be written (full)"));
    }

    private static List<Path> masks(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
