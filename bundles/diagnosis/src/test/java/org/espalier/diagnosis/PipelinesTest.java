package org.espalier.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.espalier.api.configuration.ConfigurationProblems.Problem;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.pipeline.Pipeline;
import org.espalier.api.stage.Refiner;
import org.espalier.testing.FakeFramework;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.SatisfiedReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

class PipelinesTest {
    private static final String PID = "org.espalier.pipeline~";
    private final FakeFramework fakes = new FakeFramework();

    private Pipelines pipelines() {
        return new Pipelines(fakes.context(), fakes.runtime(), () -> fakes.problems);
    }

    private boolean learns;
    private final Pipeline cam =
            FakeFramework.fake(
                    Pipeline.class,
                    (method, args) ->
                            method.equals("supervised") ? learns : Map.of("localizer", "cam"));
    private ComponentDescriptionDTO factory;

    @BeforeEach
    void oneAliveOneWaitingOneWithheld() {
        factory = fakes.component(Pipeline.class.getName(), Map.of());
        fakes.service(Pipeline.class, cam, Map.of("service.pid", PID + "cam"));
        fakes.waiting(factory, Map.of("service.pid", PID + "cam"), "x", "X", null);
        fakes.waiting(
                factory,
                Map.of("service.pid", PID + "affinity"),
                "refiner",
                Refiner.class.getName(),
                "(method=affinity)");
        fakes.problems.add(new Problem(PID + "bad", PID + "bad.json", "bad.json, key x: no"));
        fakes.service(Refiner.class, "none", Map.of("method", "none"));
    }

    private String why(String name) {
        return pipelines().known(name).explanation();
    }

    @Test
    void allAreKnownByName() {
        assertEquals(
                List.of("affinity waiting", "bad withheld", "cam alive"),
                pipelines().all().stream().map(k -> k.name() + " " + k.state()).toList());
    }

    @Test
    void oneThatIsAliveCanBeRunAndTellsItsStages() {
        assertSame(cam, pipelines().get("cam"));
        assertEquals("cam is alive:\n  localizer cam", why("cam"));
    }

    @Test
    void oneThatLearnsFromMasksIsMarked() {
        learns = true;
        assertEquals("cam is alive:\n  localizer cam\n  learns from masks", why("cam"));
        fakes.waiting(
                factory,
                Map.of("service.pid", PID + "yardstick", "supervised", true),
                "x",
                "X",
                null);
        assertEquals(
                List.of("cam", "yardstick"),
                pipelines().all().stream()
                        .filter(Pipelines.Known::supervised)
                        .map(Pipelines.Known::name)
                        .toList());
    }

    @Test
    void oneThatWaitsTellsForWhatAndWhatThereIs() {
        assertEquals(
                "affinity is waiting for:\n"
                        + "  Refiner (method=affinity): no bundle provides it; installed: none",
                why("affinity"));
        var refused =
                assertThrows(
                        InvalidConfigurationException.class, () -> pipelines().get("affinity"));
        assertEquals(
                "pipeline affinity: it is waiting; Refiner (method=affinity):"
                        + " no bundle provides it; installed: none",
                refused.getMessage());
    }

    @Test
    void theCauseIsFollowedToThePluginThatWaitsItself() {
        ComponentDescriptionDTO affinity =
                fakes.component(Refiner.class.getName(), Map.of("method", "affinity"));
        fakes.waiting(affinity, Map.of(), "inference", "org.example.Inference", null);
        assertEquals(
                "affinity is waiting for:\n"
                        + "  Refiner (method=affinity): org.example.affinity would provide it,"
                        + " but waits for Inference: no bundle provides it;"
                        + " installed: none at all",
                why("affinity"));
    }

    @Test
    void aPluginThatFailsWhenItIsMadeIsNamedWithTheDeepestCause() {
        ComponentDescriptionDTO affinity =
                fakes.component(Refiner.class.getName(), Map.of("method", "affinity"));
        ComponentConfigurationDTO failed = fakes.waiting(affinity, Map.of(), "x", "X", null);
        failed.unsatisfiedReferences = new UnsatisfiedReferenceDTO[0];
        failed.state = ComponentConfigurationDTO.FAILED_ACTIVATION;
        failed.failure = "java.lang.Outer: a\n\tat x\nCaused by: Inner: no moon\n\tat y";
        assertEquals("it failed to start: Inner: no moon", reason(failed));
        // its service is announced all the same, so that the pipeline does not lack it
        ComponentConfigurationDTO pipeline = fakes.components.get(factory).get(1);
        SatisfiedReferenceDTO there = new SatisfiedReferenceDTO();
        there.name = "refiner";
        there.target = "(method=affinity)";
        factory.references[0].name = "refiner";
        factory.references[0].interfaceName = Refiner.class.getName();
        pipeline.state = ComponentConfigurationDTO.SATISFIED;
        pipeline.unsatisfiedReferences = new UnsatisfiedReferenceDTO[0];
        pipeline.satisfiedReferences = new SatisfiedReferenceDTO[] {there};
        assertEquals(
                "affinity is waiting for:\n  Refiner (method=affinity): org.example.affinity failed"
                        + " to start: Inner: no moon",
                why("affinity"));
    }

    private String reason(ComponentConfigurationDTO configuration) {
        return new Waiting(fakes.context(), fakes.runtime()).reasons(configuration).get(0);
    }

    @Test
    void oneThatIsWithheldTellsWhatIsWrong() {
        assertEquals(
                "bad is withheld, since its configuration is wrong:\n  bad.json, key x: no",
                why("bad"));
    }

    @Test
    void aTypoIsMended() {
        var refused = assertThrows(InvalidConfigurationException.class, () -> why("camm"));
        assertEquals(
                "pipeline camm: there is no file org.espalier.pipeline~camm.json among the"
                        + " configurations; did you mean cam?",
                refused.getMessage());
    }
}
