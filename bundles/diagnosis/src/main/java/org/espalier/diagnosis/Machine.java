package org.espalier.diagnosis;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Java, memory and disk. */
final class Machine {
    private static final int JAVA = 17;
    private static final double GIB = 1 << 30;
    private static final double ENOUGH_MEMORY_GIB = 4;
    private static final double ENOUGH_DISK_GIB = 2;

    private Machine() {}

    static List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        int java = Runtime.version().feature();
        findings.add(
                Finding.check(
                        java >= JAVA,
                        "Java",
                        Runtime.version() + (java >= JAVA ? "" : ": install 17 or later")));
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            findings.add(memory(system.getTotalMemorySize() / GIB));
        }
        findings.add(disk(Path.of("").toAbsolutePath()));
        return findings;
    }

    private static Finding memory(double gib) {
        String there =
                "%.1f GiB, %.1f GiB for Java; %.0f GiB are enough"
                        .formatted(gib, Runtime.getRuntime().maxMemory() / GIB, ENOUGH_MEMORY_GIB);
        return Finding.check(gib >= ENOUGH_MEMORY_GIB, "memory", there);
    }

    private static Finding disk(Path here) {
        try {
            FileStore store = Files.getFileStore(here);
            double gib = store.getUsableSpace() / GIB;
            String free =
                    "%.1f GiB free at %s; a run may need %.0f GiB"
                            .formatted(gib, here, ENOUGH_DISK_GIB);
            return gib >= ENOUGH_DISK_GIB
                    ? Finding.ok("disk", free)
                    : Finding.bad("disk", free + ": make room, or run with --out elsewhere");
        } catch (IOException e) {
            return Finding.note("disk", "cannot be asked: " + e.getMessage());
        }
    }
}
