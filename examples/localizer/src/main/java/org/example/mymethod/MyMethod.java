package org.example.mymethod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.api.stage.Localizer;
import org.espalier.api.stage.Method;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.StageContext;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Counts colours: naive Bayes on the colours of the images that have a tag and of those that have
 * not.
 *
 * <p>When to use: as a beginning for a method of your own. It is right as far as objects of a class
 * have colours of their own.
 */
@Component
@Method("my-method")
@Designate(ocd = MyMethodConfiguration.class)
public final class MyMethod implements Localizer {
    /** After so many images what was counted is kept. */
    private static final int KEEP = 16;

    @Override
    public void fit(List<Sample> samples, StageContext context) throws IOException {
        MyMethodConfiguration settings = context.settings().as(MyMethodConfiguration.class);
        Path file = file(context);
        ColourCounts counts = new ColourCounts(context.classes(), settings.bins());
        if (Files.exists(file)) {
            counts = ColourCounts.read(file, context.classes(), settings.bins());
        }
        try (Progress.Task task = context.progress().begin("count colours", samples.size())) {
            task.advance(counts.seen());
            while (counts.seen() < samples.size()) {
                context.checkCancelled();
                count(samples.get(counts.seen()), counts, context);
                task.advance(1);
                if (counts.seen() % KEEP == 0) {
                    counts.write(file);
                }
            }
        }
        if (counts.isEmpty()) {
            throw new IOException(
                    "my-method: none of the %d images can be read; see why each was left out"
                            .formatted(samples.size()));
        }
        counts.write(file);
    }

    /** An image that cannot be read is reported, and the others go on. */
    private static void count(Sample sample, ColourCounts counts, StageContext context)
            throws IOException {
        try {
            counts.add(sample.image(), sample.tags());
        } catch (BadInputException e) {
            context.failed(sample.id(), e);
            counts.skip();
        }
    }

    @Override
    public LocalizationModel open(StageContext context) throws IOException {
        MyMethodConfiguration settings = context.settings().as(MyMethodConfiguration.class);
        Path file = file(context);
        ColourCounts counts = ColourCounts.read(file, context.classes(), settings.bins());
        if (counts.isEmpty()) {
            throw new BadInputException(
                    file.toString(), "nothing was counted", "run the pipeline again");
        }
        return new ColourModel(context.classes(), counts.evidence(settings.prior()), settings);
    }

    private static Path file(StageContext context) {
        return context.folder().resolve("colours.tsv");
    }
}
