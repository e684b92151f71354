package org.example.mymethod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.stage.Method;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.RefinementModel;
import org.espalier.api.stage.Refiner;
import org.espalier.api.stage.StageContext;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Learns which colours each class has where the scores are sure of it, and gives more to a class
 * where such colours are: the share of class c becomes s_c (p(colour | c) / p(colour)) ^ strength,
 * brought to a sum of 1 over the classes of the image and the background.
 *
 * <p>When to use: as a beginning for a method of your own. It is right as far as objects of a class
 * have colours of their own.
 */
@Component
@Method("my-method")
@Designate(ocd = MyMethodConfiguration.class)
public final class MyMethod implements Refiner {
    /** After so many images what was counted is kept. */
    private static final int KEEP = 16;

    @Override
    public void fit(List<Sample> samples, PerSample<ScoreMap> upstream, StageContext context)
            throws IOException {
        MyMethodConfiguration settings = context.settings().as(MyMethodConfiguration.class);
        Path file = file(context);
        SureColours colours = new SureColours(context.classes(), settings.bins());
        if (Files.exists(file)) {
            colours = SureColours.read(file, context.classes(), settings.bins());
        }
        try (Progress.Task task = context.progress().begin("sure colours", samples.size())) {
            task.advance(colours.seen());
            while (colours.seen() < samples.size()) {
                context.checkCancelled();
                Sample sample = samples.get(colours.seen());
                try {
                    colours.add(sample.image(), upstream.of(sample), settings.sure());
                } catch (BadInputException e) {
                    context.failed(sample.id(), e);
                    colours.skip();
                }
                task.advance(1);
                if (colours.seen() % KEEP == 0) {
                    colours.write(file);
                }
            }
        }
        colours.write(file);
    }

    @Override
    public RefinementModel open(StageContext context) throws IOException {
        MyMethodConfiguration settings = context.settings().as(MyMethodConfiguration.class);
        SureColours colours = SureColours.read(file(context), context.classes(), settings.bins());
        return new ColourRefinement(colours.evidence(settings.prior()), settings);
    }

    private static Path file(StageContext context) {
        return context.folder().resolve("colours.tsv");
    }
}
