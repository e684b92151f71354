package org.espalier.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.pipeline.FinishedRun;
import org.espalier.api.pipeline.RunListener;
import org.espalier.curves.Curve;
import org.espalier.curves.Curves;
import org.espalier.page.ReportPage;
import org.espalier.runs.RunFolder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Writes {@code report.html} into the folder of a finished run: a page that needs no other file and
 * no network.
 */
@Component(service = RunListener.class, name = "org.espalier.report")
@Designate(ocd = ReportConfiguration.class)
public final class HtmlReport implements RunListener {
    private final ImageCodec codec;
    private final ReportConfiguration configuration;
    private final Clock clock;

    /**
     * @param codec makes the pictures
     * @param configuration how many, and of what size
     */
    @Activate
    public HtmlReport(@Reference ImageCodec codec, ReportConfiguration configuration) {
        this(codec, configuration, Clock.systemDefaultZone());
    }

    HtmlReport(ImageCodec codec, ReportConfiguration configuration, Clock clock) {
        this.codec = codec;
        this.configuration = configuration;
        this.clock = clock;
    }

    @Override
    public void finished(FinishedRun run) throws IOException {
        RunView view = new RunView(run);
        Path folder = run.result().folder();
        List<Curve> curves = Curves.read(new RunFolder(folder).curves());
        ReportPage page =
                new ReportPage(
                        new Masthead(view, clock),
                        List.of(
                                new StageTable(view),
                                new Gallery(view, codec, configuration),
                                new ClassBars(view),
                                new ThresholdCurve(view),
                                new RoundCurves(view),
                                new LearningCurves(curves),
                                new ConfusionTable(view),
                                new Timings(view, curves),
                                new FailureList(run.result().failures()),
                                new RunSettings(folder)));
        page.write(folder.resolve("report.html"));
    }
}
