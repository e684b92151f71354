package org.espalier.runs;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All scores of a finished run, as {@code evaluations.json} has them.
 *
 * @param rows in the order in which they were made
 */
public record RunScores(List<Row> rows) {
    /**
     * One stage on one view of a split. Rates are in [0, 1], null where there was nothing to count.
     *
     * @param tags {@code given} or {@code none}
     * @param interval 95 % interval of the mIoU, two values; null where there is none
     * @param iou by class name
     * @param imageIoU mIoU of each image, by id
     * @param images how many were counted
     * @param seconds it took to apply the stage
     */
    public record Row(
            String stage,
            String method,
            String split,
            String tags,
            Double mIoU,
            List<Double> interval,
            Map<String, Double> iou,
            Map<String, Double> imageIoU,
            long images,
            double seconds) {
        /** What is missing in the file is empty. */
        public Row {
            stage = Objects.requireNonNullElse(stage, "");
            method = Objects.requireNonNullElse(method, "");
            split = Objects.requireNonNullElse(split, "");
            tags = Objects.requireNonNullElse(tags, "");
            iou = iou == null ? Map.of() : iou;
            imageIoU = imageIoU == null ? Map.of() : imageIoU;
        }

        /** Whether the other is of the same stage, split and tags. */
        boolean isLike(Row other) {
            return stage.equals(other.stage)
                    && split.equals(other.split)
                    && tags.equals(other.tags);
        }
    }

    /**
     * Reads them.
     *
     * @throws org.espalier.api.data.BadInputException when the file is missing or damaged
     */
    public static RunScores read(RunFolder run) throws IOException {
        Row[] rows =
                Json.read(
                        run.path().resolve(RunFolder.EVALUATIONS),
                        Row[].class,
                        "give the folder of a finished run, such as runs/cam/1");
        return new RunScores(List.of(rows));
    }

    /** The last on a split without tags: what the run is judged by. */
    public Optional<Row> last(String split) {
        return rows.stream()
                .filter(r -> r.tags().equals("none") && r.split().equals(split))
                .reduce((a, b) -> b);
    }

    /** The row of the same stage, split and tags as one of another run. */
    Optional<Row> like(Row other) {
        return rows.stream().filter(other::isLike).findFirst();
    }
}
