package org.espalier.shell;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.espalier.api.configuration.ConfigurationProblems;
import org.espalier.api.engine.EngineStatus;
import org.espalier.api.engine.Health;
import org.espalier.api.engine.WeightStore;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.propertytypes.ServiceDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks what a run needs and tells what to do where something is missing. */
@Component(service = DoctorCommand.class)
@ShellCommand(osgi_command_function = "doctor")
@ServiceDescription("Checks what a run needs and tells what to do.")
public final class DoctorCommand {
    private static final double GIB = 1 << 30;
    private static final double ENOUGH_MEMORY_GIB = 4;
    private static final double ENOUGH_DISK_GIB = 2;

    private final BundleContext context;
    private final Pipelines pipelines;
    private final ConfigurationProblems problems;
    private final Optional<EngineStatus> engine;
    private final Optional<WeightStore> weights;

    /** With all that can be ill. */
    @Activate
    public DoctorCommand(
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

    @Command(
            name = "doctor",
            description =
                    "Checks Java, the engine, memory, disk, weights, bundles and configurations."
                            + " Ends with 1 when something needs to be mended.")
    private static final class Options {
        @Mixin HelpOption help;
    }

    /**
     * See {@code doctor --help}.
     *
     * @throws Incomplete when something needs to be mended
     */
    @Descriptor("checks what a run needs and tells what to do")
    public String doctor(
            CommandSession session, @Descriptor("options, see doctor --help") String... arguments)
            throws Incomplete {
        Optional<String> help = Arguments.read(new Options(), arguments);
        if (help.isPresent()) {
            return help.get();
        }
        Findings findings = new Findings();
        machine(findings);
        engine(findings);
        weights(findings);
        bundles(findings);
        problems.problems().forEach(problem -> findings.bad("configuration", problem.message()));
        for (Pipelines.Known known : pipelines.all()) {
            if (known.state().equals("waiting")) {
                String reasons = String.join("; ", known.reasons());
                findings.note("pipeline " + known.name(), "waits for " + reasons);
            }
        }
        return findings.text(session.getConsole());
    }

    private static void machine(Findings findings) {
        int java = Runtime.version().feature();
        findings.check(
                java >= 17,
                "Java",
                Runtime.version() + (java >= 17 ? "" : ": install 17 or later"));
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            double gib = system.getTotalMemorySize() / GIB;
            findings.check(
                    gib >= ENOUGH_MEMORY_GIB,
                    "memory",
                    "%.1f GiB, %.1f GiB for Java; %.0f GiB are enough"
                            .formatted(
                                    gib,
                                    Runtime.getRuntime().maxMemory() / GIB,
                                    ENOUGH_MEMORY_GIB));
        }
        try {
            Path here = Path.of("").toAbsolutePath();
            FileStore store = Files.getFileStore(here);
            double gib = store.getUsableSpace() / GIB;
            findings.check(
                    gib >= ENOUGH_DISK_GIB,
                    "disk",
                    "%.1f GiB free at %s; a run may need %.0f GiB"
                            .formatted(gib, here, ENOUGH_DISK_GIB));
        } catch (IOException e) {
            findings.note("disk", "cannot be asked: " + e.getMessage());
        }
    }

    private void engine(Findings findings) {
        if (engine.isEmpty()) {
            findings.bad(
                    "engine", "there is none: the bundle org.espalier.inference is not active");
            return;
        }
        Health health = engine.get().probe();
        findings.check(health.ok(), "engine", health.message());
    }

    private void weights(Findings findings) {
        for (String backbone : weights.map(WeightStore::known).orElse(java.util.List.of())) {
            try {
                findings.check(true, "weights", backbone + " in " + weights.get().locate(backbone));
            } catch (IOException e) {
                findings.note("weights", e.getMessage());
            }
        }
    }

    private void bundles(Findings findings) {
        int active = 0;
        for (Bundle bundle : context.getBundles()) {
            boolean fragment = bundle.getHeaders().get("Fragment-Host") != null;
            int expected = fragment ? Bundle.RESOLVED : Bundle.ACTIVE;
            // the shell's own bundles of the interactive mode stay down for a single command
            boolean later = bundle.getSymbolicName().startsWith("org.apache.felix.gogo");
            if (bundle.getState() == expected || bundle.getState() == Bundle.STARTING) {
                active++;
            } else if (!later) {
                findings.bad("bundle " + bundle.getSymbolicName(), reason(bundle, fragment));
            }
        }
        findings.check(true, "bundles", active + " active");
    }

    private static String reason(Bundle bundle, boolean fragment) {
        if (fragment) {
            return "it is attached to no bundle";
        }
        try {
            bundle.start(Bundle.START_TRANSIENT);
            return "it was not started; it is now";
        } catch (BundleException e) {
            return "it does not start: " + e.getMessage();
        }
    }
}
