package org.espalier.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.configuration.ConfigurationProblems.Problem;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Failure;
import org.espalier.api.engine.EngineStatus;
import org.espalier.api.engine.Health;
import org.espalier.api.engine.WeightStore;
import org.espalier.api.pipeline.Pipeline;
import org.espalier.api.stage.Localizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherCommandsTest {
    @TempDir Path folder;
    private final Fakes fakes = new Fakes();
    private Health health = new Health(true, "computes on cpu");

    private final EngineStatus engine =
            Fakes.fake(
                    EngineStatus.class,
                    (method, args) ->
                            switch (method) {
                                case "engine" -> "MXNet 1.9.1";
                                case "device" -> "not started";
                                case "backbones" -> List.of("mobilenetv2", "tiny");
                                default -> health;
                            });
    private final WeightStore weights =
            Fakes.fake(
                    WeightStore.class,
                    (method, args) ->
                            method.equals("known") ? List.of("mobilenetv2") : Path.of("w"));

    @Test
    void listShowsStagesEngineAndProblemsInTextAndJson() {
        fakes.service(Localizer.class, "cam", Map.of("method", "cam"));
        fakes.problems.add(new Problem("p", "p.json", "p.json, key x: no such key"));
        ListCommand list =
                new ListCommand(
                        fakes.context(),
                        fakes.runtime(),
                        fakes.pipelines(),
                        () -> fakes.problems,
                        engine);
        String text = list.list();
        assertTrue(text.contains("localizer  cam\n"), text);
        assertTrue(text.contains("backbones mobilenetv2, tiny; MXNet 1.9.1, device not started"));
        assertTrue(text.contains("withheld: p.json, key x: no such key\n"), text);
        var json = JsonParser.parseString(list.list("--json")).getAsJsonObject();
        assertEquals(
                "[\"cam\"]", json.getAsJsonObject("stages").getAsJsonArray("localizer").toString());
        assertEquals("not started", json.get("device").getAsString());
        assertEquals(1, json.getAsJsonArray("problems").size());
        assertThrows(InvalidConfigurationException.class, () -> list.list("--jsn"));
    }

    @Test
    void fetchTellsWhereTheWeightsAre() throws IOException {
        FetchCommand fetch = new FetchCommand(weights, fakes.terminal());
        assertEquals("weights w", fetch.fetch("mobilenetv2"));
        var refused =
                assertThrows(InvalidConfigurationException.class, () -> fetch.fetch("mobilenet"));
        assertTrue(refused.getMessage().contains("did you mean mobilenetv2?"), "hint");
    }

    private String predict(List<Failure> failures, String run) throws IOException, Incomplete {
        fakes.references.clear();
        Pipeline pipeline = Fakes.fake(Pipeline.class, (method, args) -> failures);
        fakes.service(Pipeline.class, pipeline, Map.of("service.pid", "org.espalier.pipeline~cam"));
        return new PredictCommand(fakes.pipelines(), fakes.terminal())
                .predict(run, "--images", "i", "--out", "o");
    }

    @Test
    void predictFindsThePipelineOfTheRun() throws Exception {
        Files.writeString(folder.resolve("result.json"), "{\"pipeline\": \"cam\"}");
        assertEquals("masks   o", predict(List.of(), folder.toString()));
        List<Failure> failed = List.of(new Failure("predict", "x", "x.jpg: empty; a photograph"));
        var incomplete = assertThrows(Incomplete.class, () -> predict(failed, folder.toString()));
        assertTrue(incomplete.getMessage().endsWith("  x.jpg: empty; a photograph"), "lists it");
    }

    @Test
    void predictRefusesAFolderThatIsNoRun() throws Exception {
        assertThrows(BadInputException.class, () -> predict(List.of(), folder.toString()));
        for (String content : List.of("{}", "[]", "{not", "")) {
            Files.writeString(folder.resolve("result.json"), content);
            assertThrows(
                    BadInputException.class, () -> predict(List.of(), folder.toString()), content);
        }
    }

    private String doctor() throws Incomplete {
        return new DoctorCommand(
                        fakes.context(), fakes.pipelines(), () -> fakes.problems, engine, weights)
                .doctor(fakes.session());
    }

    @Test
    void theDoctorFindsAHealthyHouseHealthy() throws Exception {
        String text = doctor();
        assertTrue(text.contains("engine   computes on cpu"), text);
        assertTrue(text.contains("mobilenetv2 in w"), text);
    }

    @Test
    void theDoctorNamesWhatIsIll() {
        health = new Health(false, "libmxnet.so is not there; install it");
        fakes.problems.add(new Problem("p", "p.json", "p.json, key x: no such key"));
        var incomplete = assertThrows(Incomplete.class, this::doctor);
        assertEquals("2 to be mended, see BAD above", incomplete.getMessage());
        assertTrue(fakes.printed().contains("libmxnet.so is not there"), fakes.printed());
        assertTrue(fakes.printed().contains("key x: no such key"), fakes.printed());
    }

    @Test
    void defaultsAreThoseOfTheAnnotation() {
        assertEquals(7, new DefaultSettings().as(Sevens.class).seven());
        assertEquals(Optional.of("x"), Optional.of(new DefaultSettings().as(Sevens.class).x()));
    }

    @interface Sevens {
        int seven() default 7;

        String x() default "x";
    }
}
