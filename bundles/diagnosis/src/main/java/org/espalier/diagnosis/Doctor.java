package org.espalier.diagnosis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.configuration.ConfigurationProblems;
import org.espalier.api.dataset.DatasetFormat;
import org.espalier.api.engine.EngineStatus;
import org.espalier.api.engine.Health;
import org.espalier.api.engine.WeightStore;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Examines what a run needs, and tells what to do where something is missing. */
@Component(service = Doctor.class)
public final class Doctor {
    private final BundleContext context;
    private final Pipelines pipelines;
    private final ConfigurationProblems problems;
    private final Optional<EngineStatus> engine;
    private final Optional<WeightStore> weights;

    /** With all that can be ill. */
    @Activate
    public Doctor(
            BundleContext context,
            @Reference Pipelines pipelines,
            @Reference ConfigurationProblems problems,
            @Reference(
                            cardinality = ReferenceCardinality.OPTIONAL,
                            policyOption = ReferencePolicyOption.GREEDY)
                    EngineStatus engine,
            @Reference(
                            cardinality = ReferenceCardinality.OPTIONAL,
                            policyOption = ReferencePolicyOption.GREEDY)
                    WeightStore weights) {
        this.context = context;
        this.pipelines = pipelines;
        this.problems = problems;
        this.engine = Optional.ofNullable(engine);
        this.weights = Optional.ofNullable(weights);
    }

    /** Everything but data; starts the engine if need be. */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>(Machine.examine());
        findings.add(engine());
        findings.addAll(weights());
        findings.addAll(Bundles.examine(context));
        findings.addAll(DeployFolder.examine(context));
        problems.problems().forEach(p -> findings.add(Finding.bad("configuration", p.message())));
        for (Pipelines.Known known : pipelines.all()) {
            if (known.state().equals("waiting")) {
                findings.add(
                        Finding.note(
                                "pipeline " + known.name(),
                                "waits for " + String.join("; ", known.reasons())));
            }
        }
        return findings;
    }

    /** Whether a folder of data can be used, and what is in it. */
    public List<Finding> examine(Path data) {
        return DataFolder.examine(data, formats());
    }

    private Finding engine() {
        if (engine.isEmpty()) {
            return Finding.bad(
                    "engine", "there is none: the bundle org.espalier.inference is not active");
        }
        Health health = engine.get().probe();
        return Finding.check(health.ok(), "engine", health.message());
    }

    private List<Finding> weights() {
        List<Finding> findings = new ArrayList<>();
        for (String backbone : weights.map(WeightStore::known).orElse(List.of())) {
            try {
                findings.add(
                        Finding.ok("weights", backbone + " in " + weights.get().locate(backbone)));
            } catch (IOException e) {
                findings.add(Finding.note("weights", e.getMessage()));
            }
        }
        return findings;
    }

    private Map<String, DatasetFormat> formats() {
        Map<String, DatasetFormat> formats = new LinkedHashMap<>();
        try {
            ServiceReference<?>[] references =
                    context.getAllServiceReferences(DatasetFormat.class.getName(), null);
            Arrays.stream(references == null ? new ServiceReference<?>[0] : references)
                    .sorted(Comparator.comparing(r -> -ranking(r)))
                    .forEach(
                            r ->
                                    formats.put(
                                            "" + r.getProperty("dataset"),
                                            (DatasetFormat) context.getService(r)));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        return formats;
    }

    private static int ranking(ServiceReference<?> reference) {
        return reference.getProperty("service.ranking") instanceof Integer rank ? rank : 0;
    }
}
