package org.espalier.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** Whether every jar in {@code deploy/} is a bundle, and whether each of them is there once. */
final class DeployFolder {
    /** The framework property that names the folder. */
    static final String FOLDER = "espalier.deploy";

    private final List<Bundle> bundles;

    private DeployFolder(BundleContext context) {
        bundles = Arrays.asList(context.getBundles());
    }

    static List<Finding> examine(BundleContext context) {
        String folder = context.getProperty(FOLDER);
        if (folder == null || !Files.isDirectory(Path.of(folder))) {
            return List.of();
        }
        DeployFolder deployed = new DeployFolder(context);
        List<Finding> findings = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
                deployed.problem(jar)
                        .ifPresent(p -> findings.add(Finding.bad("deploy/" + name(jar), p)));
                deployed.twin(jar)
                        .ifPresent(t -> findings.add(Finding.note("deploy/" + name(jar), t)));
            }
        } catch (IOException e) {
            findings.add(Finding.bad("deploy", folder + ": cannot be listed: " + e.getMessage()));
        }
        return findings;
    }

    private static String name(Path jar) {
        return jar.getFileName().toString();
    }

    /** What keeps a jar from being a bundle that is installed. */
    private Optional<String> problem(Path jar) {
        Attributes manifest;
        try {
            manifest = manifest(jar);
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        }
        String symbolicName = symbolicName(manifest);
        if (symbolicName == null) {
            return Optional.of(
                    "it is no bundle: its manifest has no Bundle-SymbolicName; build it as one, see"
                            + " espalier create");
        }
        if (installed(jar).isPresent()) {
            return Optional.empty();
        }
        String version = manifest.getValue(Constants.BUNDLE_VERSION);
        return bundles.stream()
                .filter(b -> symbolicName.equals(b.getSymbolicName()))
                .filter(b -> b.getVersion().equals(version(version)))
                .findFirst()
                .map(
                        b ->
                                "it is the same bundle, %s %s, as %s; give it another version, or"
                                                .formatted(symbolicName, b.getVersion(), place(b))
                                        + " remove one of them")
                .or(
                        () ->
                                Optional.of(
                                        "the framework has not installed it; mend its manifest, or"
                                                + " see the log for the cause"));
    }

    /** Another bundle of the same name, of another version. */
    private Optional<String> twin(Path jar) {
        Optional<Bundle> own = installed(jar);
        if (own.isEmpty() || own.get().getSymbolicName() == null) {
            return Optional.empty();
        }
        String others =
                bundles.stream()
                        .filter(b -> b.getBundleId() != own.get().getBundleId())
                        .filter(b -> own.get().getSymbolicName().equals(b.getSymbolicName()))
                        .map(b -> b.getVersion() + " in " + place(b))
                        .collect(Collectors.joining(", "));
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%s %s is also there as %s; pipelines take the one that came first: remove"
                                        .formatted(
                                                own.get().getSymbolicName(),
                                                own.get().getVersion(),
                                                others)
                                + " the one that is not wanted");
    }

    private Optional<Bundle> installed(Path jar) {
        String location = jar.toFile().toURI().normalize().toString();
        return bundles.stream().filter(b -> location.equals(b.getLocation())).findFirst();
    }

    /**
     * @throws IOException that says what is wrong with the jar
     */
    private static Attributes manifest(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry("META-INF/MANIFEST.MF");
            if (entry == null) {
                throw new IOException("it is no bundle: it has no META-INF/MANIFEST.MF");
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return new java.util.jar.Manifest(in).getMainAttributes();
            } catch (IOException e) {
                throw new IOException(
                        "its manifest is broken: " + e.getMessage() + "; build it again", e);
            }
        } catch (java.util.zip.ZipException e) {
            throw new IOException(
                    "it is no whole jar: "
                            + e.getMessage()
                            + "; copy it beside the folder, then move it in",
                    e);
        }
    }

    private static String symbolicName(Attributes manifest) {
        String header = manifest.getValue(Constants.BUNDLE_SYMBOLICNAME);
        return header == null ? null : header.split(";")[0].strip();
    }

    private static Version version(String header) {
        try {
            return header == null ? Version.emptyVersion : Version.parseVersion(header);
        } catch (IllegalArgumentException e) {
            return Version.emptyVersion;
        }
    }

    /** The folder and the file that a bundle came from. */
    static String place(Bundle bundle) {
        String[] path = String.valueOf(bundle.getLocation()).split("/");
        return path.length < 2
                ? bundle.getLocation()
                : path[path.length - 2] + "/" + path[path.length - 1];
    }
}
