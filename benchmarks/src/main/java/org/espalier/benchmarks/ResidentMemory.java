package org.espalier.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says of a process's memory. */
final class ResidentMemory {
    private ResidentMemory() {}

    /**
     * The most that was ever resident.
     *
     * @return in KiB; 0 where there is no {@code /proc}
     * @throws IOException when the process is gone
     */
    static long peakKib(long process) throws IOException {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return 0;
        }
        return Files.readAllLines(Path.of("/proc", Long.toString(process), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
