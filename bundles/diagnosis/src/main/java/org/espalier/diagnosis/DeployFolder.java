package org.espalier.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Whether every jar in {@code deploy/} is a bundle, and whether each of them is there once. */
final class DeployFolder {
    /** The framework property that names the folder. */
    static final String PROPERTY = "espalier.deploy";

    private final List<Bundle> bundles;
    private final List<Finding> findings = new ArrayList<>();

    private DeployFolder(BundleContext context) {
        bundles = Arrays.asList(context.getBundles());
    }

    static List<Finding> examine(BundleContext context) {
        String folder = context.getProperty(PROPERTY);
        DeployFolder deployed = new DeployFolder(context);
        if (folder != null && Files.isDirectory(Path.of(folder))) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                files.filter(f -> f.toString().endsWith(".jar")).sorted().forEach(deployed::jar);
            } catch (IOException e) {
                deployed.findings.add(
                        Finding.bad("deploy", folder + ": cannot be listed: " + e.getMessage()));
            }
        }
        return deployed.findings;
    }

    private void jar(Path jar) {
        String what = "deploy/" + jar.getFileName();
        try {
            BundleJar is = BundleJar.read(jar);
            List<Bundle> same =
                    bundles.stream()
                            .filter(b -> is.symbolicName().equals(b.getSymbolicName()))
                            .filter(b -> !isFrom(b, jar))
                            .toList();
            if (bundles.stream().anyMatch(b -> isFrom(b, jar))) {
                if (!same.isEmpty()) {
                    findings.add(Finding.note(what, twins(is, same)));
                }
            } else {
                findings.add(Finding.bad(what, refused(is, same)));
            }
        } catch (IOException e) {
            findings.add(Finding.bad(what, e.getMessage()));
        }
    }

    private static boolean isFrom(Bundle bundle, Path jar) {
        return jar.toFile().toURI().normalize().toString().equals(bundle.getLocation());
    }

    private static String twins(BundleJar is, List<Bundle> others) {
        return "%s %s is also there as %s; pipelines take the one that came first: remove the other"
                .formatted(
                        is.symbolicName(),
                        is.version(),
                        others.stream()
                                .map(b -> b.getVersion() + " in " + place(b))
                                .collect(Collectors.joining(", ")));
    }

    /** Two bundles of one name and version are one to the framework. */
    private static String refused(BundleJar is, List<Bundle> same) {
        return same.stream()
                .filter(b -> b.getVersion().equals(is.version()))
                .findFirst()
                .map(
                        b ->
                                "it is the same bundle, %s %s, as %s; give it another version, or"
                                                .formatted(
                                                        is.symbolicName(), is.version(), place(b))
                                        + " remove one of them")
                .orElse(
                        "it is not installed; take it out and put it in again, and see the log for the cause");
    }

    /** The folder and the file that a bundle came from. */
    static String place(Bundle bundle) {
        Path file = Path.of(String.valueOf(bundle.getLocation()));
        int names = file.getNameCount();
        return names < 2 ? file.toString() : file.subpath(names - 2, names).toString();
    }
}
