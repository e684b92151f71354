package org.espalier.command.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.api.configuration.ConfigurationProblems.Problem;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.engine.EngineStatus;
import org.espalier.api.engine.Health;
import org.espalier.api.engine.WeightStore;
import org.espalier.api.stage.Localizer;
import org.espalier.console.Terminal;
import org.espalier.diagnosis.Pipelines;
import org.espalier.shell.Incomplete;
import org.espalier.testing.FakeFramework;
import org.junit.jupiter.api.Test;

class OtherCommandsTest {
    private final FakeFramework fakes = new FakeFramework();

    private Pipelines pipelines() {
        return new Pipelines(fakes.context(), fakes.runtime(), () -> fakes.problems);
    }

    private Health health = new Health(true, "computes on cpu");

    private final EngineStatus engine =
            FakeFramework.fake(
                    EngineStatus.class,
                    (method, args) ->
                            switch (method) {
                                case "engine" -> "MXNet 1.9.1";
                                case "device" -> "not started";
                                case "backbones" -> List.of("mobilenetv2", "tiny");
                                default -> health;
                            });
    private final WeightStore weights =
            FakeFramework.fake(
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
                        pipelines(),
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
        FetchCommand fetch = new FetchCommand(weights, new Terminal(fakes.context()));
        assertEquals("weights w", fetch.fetch("mobilenetv2"));
        var refused =
                assertThrows(InvalidConfigurationException.class, () -> fetch.fetch("mobilenet"));
        assertTrue(refused.getMessage().contains("did you mean mobilenetv2?"), "hint");
    }

    private String doctor() throws Incomplete {
        return new DoctorCommand(
                        new org.espalier.diagnosis.Doctor(
                                fakes.context(),
                                pipelines(),
                                () -> fakes.problems,
                                engine,
                                weights))
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
}
