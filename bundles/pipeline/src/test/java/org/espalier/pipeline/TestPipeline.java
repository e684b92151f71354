package org.espalier.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.pipeline.RunRequest;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.stage.Crf;
import org.espalier.api.stage.Localizer;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.Refiner;
import org.espalier.api.stage.Segmenter;
import org.espalier.pipeline.settings.PipelineConfiguration;
import org.espalier.pipeline.stages.Catalogue;
import org.espalier.pipeline.stages.NoCrf;
import org.espalier.pipeline.stages.NoLocalizer;
import org.espalier.pipeline.stages.NoRefiner;
import org.espalier.pipeline.stages.NoSegmenter;
import org.espalier.pipeline.stages.Services;
import org.espalier.testing.PlainCodecs;

/** A pipeline of fakes as the framework would put it together. */
public final class TestPipeline {
    public final Scenes scenes = new Scenes();
    public final Fakes.Sight sight = new Fakes.Sight();
    public Localizer localizer = sight;
    public boolean supervised;
    final Fakes.Accuracy accuracy = new Fakes.Accuracy();
    final Catalogue catalogue = new Catalogue();
    public final Map<String, Object> file = new HashMap<>();
    public Refiner refiner = new NoRefiner();
    public Refiner refiner2 = new NoRefiner();
    Refiner refiner3 = new NoRefiner();
    public Crf crf = new NoCrf();
    public Segmenter segmenter = new NoSegmenter();

    public ConfiguredPipeline build() {
        file.put("service.pid", PipelineConfiguration.PID + "~test");
        file.putIfAbsent("background", 0.5);
        file.put("supervised", supervised);
        file.put("dataset.target", "(dataset=scenes)");
        if (catalogue.listeners().isEmpty()) {
            catalogue.addFormat(scenes, Map.of("dataset", "scenes"));
        }
        return new ConfiguredPipeline(
                file,
                plug("dataset", "scenes", scenes),
                plug("method", localizer instanceof NoLocalizer ? "none" : "sight", localizer),
                plug("method", refiner instanceof NoRefiner ? "none" : "pass", refiner),
                plug("method", refiner2 instanceof NoRefiner ? "none" : "pass", refiner2),
                plug("method", refiner3 instanceof NoRefiner ? "none" : "pass", refiner3),
                plug("method", crf instanceof NoCrf ? "none" : "crf", crf),
                plug("method", segmenter instanceof NoSegmenter ? "none" : "colours", segmenter),
                plug("metric", "accuracy", accuracy),
                new Services(
                        catalogue, new PlainCodecs(), PlainCodecs.SCORES, new Fakes.Checker()));
    }

    private static <T> Map.Entry<Map<String, Object>, T> plug(String key, String name, T service) {
        return Map.entry(
                Map.of(key, name, "component.name", service.getClass().getSimpleName()), service);
    }

    public RunResult run(Path out, String... settings) throws IOException {
        Map<String, String> set = new HashMap<>();
        for (String setting : settings) {
            set.put(setting.split("=")[0], setting.split("=")[1]);
        }
        return build().run(
                        new RunRequest(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                out,
                                set),
                        Progress.silent());
    }
}
