package org.espalier.report.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.dataset.Split;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.page.Cards;
import org.espalier.page.Figures;
import org.espalier.page.Html;
import org.espalier.page.Picture;
import org.espalier.page.Section;
import org.espalier.runs.RunComparison;
import org.espalier.runs.RunFolder;
import org.espalier.runs.RunScores;

/** The images whose score changed most from one run to the other, with the masks of both. */
final class ChangedImages implements Section {
    private final RunFolder first;
    private final RunFolder second;
    private final RunComparison comparison;
    private final Map<String, Sample> samples = new LinkedHashMap<>();
    private final Optional<Split> split;
    private final ImageCodec codec;
    private final ComparisonConfiguration configuration;

    /**
     * @param split that both were scored on, if it can be opened
     */
    ChangedImages(
            RunFolder first,
            RunFolder second,
            RunComparison comparison,
            Optional<Split> split,
            ImageCodec codec,
            ComparisonConfiguration configuration) {
        this.first = first;
        this.second = second;
        this.comparison = comparison;
        this.split = split;
        this.codec = codec;
        this.configuration = configuration;
        split.ifPresent(s -> s.samples().forEach(sample -> samples.put(sample.id(), sample)));
    }

    @Override
    public String title() {
        return "Images";
    }

    @Override
    public String note() {
        return "Those whose own mIoU changed most, by %s.".formatted(comparison.judged())
                + " Choose what is laid over them; click one to see everything side by side.";
    }

    @Override
    public boolean isEmpty() {
        return comparison.images().isEmpty() || split.isEmpty();
    }

    @Override
    public boolean isWide() {
        return true;
    }

    @Override
    public void write(Html html) throws IOException {
        ClassSet classes = second.manifest().classSet();
        Map<String, String> captions = new LinkedHashMap<>();
        List<Sample> lost = new ArrayList<>();
        List<Sample> won = new ArrayList<>();
        for (RunComparison.Gain gain : comparison.images()) {
            Sample sample = samples.get(gain.name());
            if (sample == null || gain.gain() == 0) {
                continue;
            }
            captions.put(gain.name(), Figures.format("%+.1f", 100 * gain.gain()));
            List<Sample> side = gain.gain() > 0 ? won : lost;
            if (side.size() < configuration.images()) {
                side.add(sample);
            }
        }
        Path before = labels(first);
        Path after = labels(second);
        Cards cards = new Cards(List.of(comparison.first(), comparison.second()), 1, classes);
        cards.open(html);
        Cards.Pictures pictures =
                sample ->
                        Picture.of(
                                sample,
                                split.orElseThrow().truth(sample),
                                List.of(mask(before, sample), mask(after, sample)),
                                classes.background().orElse(-1),
                                codec,
                                configuration.longSide());
        cards.write(html, "Better", won, pictures, sample -> captions.get(sample.id()));
        cards.write(html, "Worse", lost, pictures, sample -> captions.get(sample.id()));
        cards.close(html);
    }

    /** Where a run keeps the masks that it is judged by. */
    private static Path labels(RunFolder run) throws IOException {
        String val = run.manifest().val();
        RunScores.Row row = RunScores.read(run).last(val).orElseThrow();
        return run.labels(row.stage(), val, row.tags());
    }

    private Optional<LabelMap> mask(Path folder, Sample sample) throws IOException {
        Path file = folder.resolve(sample.id() + ".png");
        return Files.exists(file) ? Optional.of(codec.readLabels(file)) : Optional.empty();
    }
}
