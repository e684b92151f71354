package org.espalier.api.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.api.data.Sample;

/**
 * What a stage that learns in rounds keeps of one of them, so that the rounds can be scored by
 * those who know true masks: palette PNG of every training image's labels after the round, and of
 * those pixels the method was sure of, with void elsewhere. Files may be missing.
 *
 * @param path the folder
 * @param round 0 for what the first round began with, then 1 and up
 */
public record RoundFolder(Path path, int round) {
    private static final String ROUNDS = "rounds";

    /** Refuses a round below 0. */
    public RoundFolder {
        if (round < 0) {
            throw new IllegalArgumentException("rounds count from 0, not " + round);
        }
    }

    /**
     * @param stage the stage's own folder, {@link StageContext#folder()}
     */
    public static RoundFolder of(Path stage, int round) {
        return new RoundFolder(stage.resolve(ROUNDS).resolve(Integer.toString(round)), round);
    }

    /** All that are there, in their order. */
    public static List<RoundFolder> in(Path stage) throws IOException {
        Path rounds = stage.resolve(ROUNDS);
        if (!Files.isDirectory(rounds)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(rounds)) {
            return folders.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("0|[1-9]\\d{0,6}"))
                    .map(Integer::valueOf)
                    .sorted()
                    .map(round -> of(stage, round))
                    .toList();
        }
    }

    /** Labels of an image after this round: a palette PNG of its size. */
    public Path labels(Sample sample) {
        return path.resolve("labels").resolve(sample.id() + ".png");
    }

    /** The labels that the method was sure of in this round: a palette PNG of the image's size. */
    public Path confident(Sample sample) {
        return path.resolve("confident").resolve(sample.id() + ".png");
    }
}
