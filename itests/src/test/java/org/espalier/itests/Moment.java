package org.espalier.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A moment in a run, told by the files that are there.
 *
 * @param name what is being done
 * @param place the folder that is watched, below that of the run
 * @param ending of the files whose number tells that it is being done
 * @param count how many of them
 * @param over the file, below the folder of the run, that tells that it was done
 */
record Moment(String name, String place, String ending, int count, String over) {
    static final String MARK = "complete.key";

    /** A network is trained: an epoch is over, and not the last. */
    static Moment training(String stage) {
        String model = stage + "/model";
        return new Moment(
                stage + " learns", model, "checkpoint.safetensors", 1, model + "/" + MARK);
    }

    /** Some images of a split are done, and not all. */
    static Moment images(String stage, String view, int count) {
        String folder = stage + "/" + view;
        return new Moment(
                folder + " is made", folder + "/labels", ".png", count, folder + "/" + MARK);
    }

    /** So much is there of all that a run leaves; the same on a slow machine as on a fast one. */
    static Moment files(int count) {
        return new Moment(count + " files are there", "", "", count, "result.json");
    }

    boolean isUnderWay(Path run) {
        Path watched = run.resolve(place);
        try (Stream<Path> files = Files.walk(watched)) {
            return files.filter(file -> isOf(file.getFileName().toString())).count() >= count;
        } catch (UncheckedIOException | NoSuchFileException e) {
            return false; // files come and go under the walk
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOf(String file) {
        return file.endsWith(ending) && !file.startsWith(".");
    }

    boolean isOver(Path run) {
        return Files.exists(run.resolve(over));
    }
}
