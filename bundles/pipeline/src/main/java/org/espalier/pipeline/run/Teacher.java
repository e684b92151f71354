package org.espalier.pipeline.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.espalier.api.stage.Progress;
import org.espalier.pipeline.plan.CurvesOf;
import org.espalier.pipeline.plan.Failures;
import org.espalier.pipeline.plan.Plan;
import org.espalier.pipeline.stages.Plugged;
import org.espalier.runs.FailureFile;
import org.espalier.runs.MarkedFolder;
import org.espalier.runs.RunFolder;
import org.espalier.work.Learning;
import org.espalier.work.SignsOfLife;

/** Lets the stages of a run learn, each unless that was done before from the same things. */
final class Teacher {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** After the key of what was made without some image for which time or memory were short. */
    private static final String SHORT = " short of time or memory";

    private final Plan plan;
    private final RunFolder folder;
    private final Failures failures;
    private final Progress progress;

    Teacher(Plan plan, RunFolder folder, Failures failures, Progress progress) {
        this.plan = plan;
        this.folder = folder;
        this.failures = failures;
        this.progress = progress;
    }

    /** What a stage does to learn. */
    interface Fit {
        void fit(RunContext context, SignsOfLife life) throws IOException;
    }

    /**
     * Lets a stage learn.
     *
     * @param model where what it learns is kept
     * @param key of everything that this depends on
     * @return with which the stage is opened
     */
    RunContext fit(Plugged<?> plugged, MarkedFolder model, String key, Fit fit) throws IOException {
        RunContext context = context(plugged, model);
        context.checkCancelled();
        FailureFile kept = new FailureFile(model.path());
        if (!model.isFinished(key)) {
            Failures own = new Failures(kept);
            try {
                learn(plugged, model, own, fit);
            } catch (CancellationException e) {
                throw e;
            } catch (UncheckedIOException e) {
                throw e.getCause();
            } catch (IOException | RuntimeException e) {
                // what made the stage fail may have made images fail
                kept.delete();
                throw e;
            } finally {
                failures.addAll(own.list());
            }
            kept.write(own.list());
            finish(model, key);
        }
        failures.addAll(kept.read());
        return context;
    }

    private void learn(Plugged<?> plugged, MarkedFolder model, Failures own, Fit fit)
            throws IOException {
        SignsOfLife life = new SignsOfLife(progress);
        new Learning(plugged.role() + " " + plugged.name(), plan.parameters().limits(), PATIENCE)
                .run(
                        () -> fit.fit(context(plugged, model, own, life), life),
                        life,
                        folder::keepLocked);
    }

    /**
     * Marks a folder as complete, to be taken over by others unless some image was left out that
     * they may not have to leave out.
     */
    void finish(MarkedFolder made, String key) throws IOException {
        made.finish(failures.mayPass() ? key + SHORT : key);
    }

    /** With which a stage is opened. */
    RunContext context(Plugged<?> plugged, MarkedFolder model) {
        return context(plugged, model, failures, progress);
    }

    private RunContext context(
            Plugged<?> plugged, MarkedFolder model, Failures told, Progress shown) {
        return new RunContext(
                plugged.role(),
                model.path(),
                plan.classes(),
                plan.parameters().of(plugged),
                plan.parameters().seed(),
                new CurvesOf(plugged.role(), shown),
                told,
                Thread.currentThread());
    }
}
