package org.espalier.diagnosis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.espalier.api.configuration.ConfigurationProblems;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.configuration.Suggestion;
import org.espalier.api.pipeline.Pipeline;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** The pipelines that are configured, whether alive or not. */
@Component(service = Pipelines.class)
public final class Pipelines {
    /** A pipeline holds nothing and is made in no time, if its plug-ins do as they should. */
    private static final long LONGEST_MILLIS = 5_000;

    private static final String PID = "org.espalier.pipeline~";

    /** How a supervised pipeline is marked wherever it is shown. */
    public static final String LEARNS_FROM_MASKS = "learns from masks";

    /** A pipeline's own parameter. */
    private static final String SUPERVISED = "supervised";

    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final ConfigurationProblems problems;
    private final Waiting waiting;
    private final PatientLookup lookup;

    /** With the framework's own records. */
    @Activate
    public Pipelines(
            BundleContext context,
            @Reference ServiceComponentRuntime components,
            @Reference ConfigurationProblems problems) {
        this.context = context;
        this.components = components;
        this.problems = problems;
        this.lookup = new PatientLookup(context, LONGEST_MILLIS);
        this.waiting = new Waiting(context, components);
    }

    /**
     * What is known of a pipeline.
     *
     * @param state {@code alive}, {@code waiting} for services, or {@code withheld} since its file
     *     is wrong
     * @param stages the method of each stage, where it is alive
     * @param supervised whether it learns from true masks
     * @param reasons what it waits for, or what is wrong
     */
    public record Known(
            String name,
            String state,
            Map<String, String> stages,
            boolean supervised,
            List<String> reasons) {
        /** Some lines that say why it is in its state. */
        public String explanation() {
            List<String> lines = new ArrayList<>();
            switch (state) {
                case "alive" -> {
                    lines.add(name + " is alive:");
                    stages.forEach((stage, method) -> lines.add(stage + " " + method));
                    if (supervised) {
                        lines.add(LEARNS_FROM_MASKS);
                    }
                }
                case "withheld" -> {
                    lines.add(name + " is withheld, since its configuration is wrong:");
                    lines.addAll(reasons);
                }
                default -> {
                    lines.add(name + " is waiting for:");
                    lines.addAll(reasons);
                }
            }
            return String.join("\n  ", lines);
        }
    }

    /** All of them, by name. */
    public Collection<Known> all() {
        Map<String, Known> all = new TreeMap<>();
        for (ComponentDescriptionDTO description : components.getComponentDescriptionDTOs()) {
            if (List.of(description.serviceInterfaces).contains(Pipeline.class.getName())) {
                for (ComponentConfigurationDTO configuration :
                        components.getComponentConfigurationDTOs(description)) {
                    add(all, configuration);
                }
            }
        }
        for (ConfigurationProblems.Problem problem : problems.problems()) {
            if (problem.pid().startsWith(PID)) {
                String name = problem.pid().substring(PID.length());
                all.put(
                        name,
                        new Known(name, "withheld", Map.of(), false, List.of(problem.message())));
            }
        }
        return all.values();
    }

    private void add(Map<String, Known> all, ComponentConfigurationDTO configuration) {
        Object pid = configuration.properties.get("service.pid");
        if (pid == null || !pid.toString().startsWith(PID)) {
            return;
        }
        String name = pid.toString().substring(PID.length());
        Optional<Pipeline> alive = alive(name);
        all.put(
                name,
                alive.isPresent()
                        ? new Known(
                                name,
                                "alive",
                                alive.get().stages(),
                                alive.get().supervised(),
                                List.of())
                        : new Known(
                                name,
                                "waiting",
                                Map.of(),
                                Boolean.parseBoolean("" + configuration.properties.get(SUPERVISED)),
                                waiting.reasons(configuration)));
    }

    /**
     * A pipeline of which something is known.
     *
     * @throws InvalidConfigurationException when there is none of this name
     */
    public Known known(String name) {
        List<String> names = new ArrayList<>();
        for (Known known : all()) {
            if (known.name().equals(name)) {
                return known;
            }
            names.add(known.name());
        }
        throw new InvalidConfigurationException(
                "pipeline " + name,
                "there is no file " + PID + name + ".json among the configurations",
                Suggestion.of(name, names));
    }

    /**
     * A pipeline that can be run.
     *
     * @throws InvalidConfigurationException when it is not alive; tells why
     */
    public Pipeline get(String name) {
        return alive(name)
                .orElseThrow(
                        () -> {
                            Known known = known(name);
                            return new InvalidConfigurationException(
                                    "pipeline " + name,
                                    "it is " + known.state(),
                                    String.join("; ", known.reasons()));
                        });
    }

    private Optional<Pipeline> alive(String name) {
        try {
            for (ServiceReference<Pipeline> reference :
                    context.getServiceReferences(Pipeline.class, null)) {
                if ((PID + name).equals(reference.getProperty("service.pid"))) {
                    return lookup.get(reference, "pipeline " + name);
                }
            }
            return Optional.empty();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
