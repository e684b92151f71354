package org.espalier.report.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.api.data.BadInputException;
import org.espalier.api.dataset.Split;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.pipeline.ComparisonReport;
import org.espalier.api.pipeline.RunData;
import org.espalier.page.ReportPage;
import org.espalier.runs.RunComparison;
import org.espalier.runs.RunFolder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Writes the page of two runs in the manner of the report of one. */
@Component(name = "org.espalier.report.comparison")
@Designate(ocd = ComparisonConfiguration.class)
public final class HtmlComparison implements ComparisonReport {
    private final ImageCodec codec;
    private final RunData data;
    private final ComparisonConfiguration configuration;

    /**
     * @param codec makes the pictures
     * @param data opens the photographs
     * @param configuration how many, and of what size
     */
    @Activate
    public HtmlComparison(
            @Reference ImageCodec codec,
            @Reference RunData data,
            ComparisonConfiguration configuration) {
        this.codec = codec;
        this.data = data;
        this.configuration = configuration;
    }

    @Override
    public void write(Path first, Path second, Path file) throws IOException {
        RunFolder a = new RunFolder(first);
        RunFolder b = new RunFolder(second);
        RunComparison comparison = RunComparison.of(a, b);
        ReportPage page =
                new ReportPage(
                        new ComparisonHead(comparison),
                        List.of(
                                new Differences(comparison.configuration()),
                                new Gains(
                                        "Stages",
                                        "mIoU of every stage that both scored, in percent.",
                                        comparison.stages()),
                                new Gains(
                                        "Classes",
                                        "IoU of each class by the rows that the runs are judged"
                                                + " by, in percent, greatest gain first.",
                                        comparison.classes()),
                                new ChangedImages(
                                        a, b, comparison, split(b), codec, configuration)));
        page.write(file);
    }

    /** Data that have moved are no reason to show nothing. */
    private Optional<Split> split(RunFolder run) throws IOException {
        try {
            return Optional.of(data.split(run.path(), run.manifest().val()));
        } catch (BadInputException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
