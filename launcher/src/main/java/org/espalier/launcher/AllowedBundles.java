package org.espalier.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Keeps every bundle that did not ship and is not on the list from being resolved, so that none of
 * its code ever runs, whoever installs it. What is looked at is the framework's own copy of the
 * jar, the one that would run: what lies in {@code deploy/} may change meanwhile.
 */
final class AllowedBundles implements ResolverHookFactory, ResolverHook {
    private final AllowList list;
    private final Set<String> shipped;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * @param shipped the locations of what ships, which need not be on the list
     */
    AllowedBundles(AllowList list, Collection<String> shipped) {
        this.list = list;
        this.shipped = Set.copyOf(shipped);
    }

    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        return this;
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {
        // the collection shrinks, and knows no removeIf of its own
        candidates.removeAll(
                List.copyOf(candidates).stream()
                        .filter(revision -> !isAllowed(revision.getBundle()))
                        .toList());
    }

    private boolean isAllowed(Bundle bundle) {
        if (bundle.getBundleId() == 0 || shipped.contains(bundle.getLocation())) {
            return true;
        }
        String digest;
        try {
            digest = AllowList.digest(copy(bundle));
        } catch (IOException | RuntimeException e) {
            tell(bundle, "cannot be looked at: " + e);
            return false;
        }
        if (!list.allows(digest)) {
            tell(bundle, "its SHA-256 is " + digest);
            return false;
        }
        return true;
    }

    private void tell(Bundle bundle, String why) {
        String message =
                "%s: is not allowed by %s: %s; look at the jar, then add that line"
                        .formatted(bundle.getLocation(), list.file(), why);
        if (told.add(message)) {
            System.err.append(message).append(System.lineSeparator());
        }
    }

    /**
     * The newest jar of a bundle in the framework's folder, {@code
     * versionREFRESH.UPDATE/bundle.jar}.
     */
    private static Path copy(Bundle bundle) throws IOException {
        Path data = bundle.getDataFile("").toPath();
        try (Stream<Path> folders = Files.list(data.getParent())) {
            return folders.map(folder -> folder.resolve("bundle.jar"))
                    .filter(Files::isRegularFile)
                    .max(Comparator.comparing(AllowedBundles::number))
                    .orElseThrow(() -> new IOException("the framework has no copy of it"));
        }
    }

    private static Long number(Path jar) {
        String[] parts =
                jar.getParent().getFileName().toString().substring("version".length()).split("\\.");
        return Long.parseLong(parts[0]) << Integer.SIZE | Long.parseLong(parts[1]);
    }

    @Override
    public void filterSingletonCollisions(
            BundleCapability singleton, Collection<BundleCapability> candidates) {
        // all collide as they do
    }

    @Override
    public void filterMatches(
            BundleRequirement requirement, Collection<BundleCapability> candidates) {
        // all match as they do
    }

    @Override
    public void end() {
        // nothing is kept of a resolution
    }
}
