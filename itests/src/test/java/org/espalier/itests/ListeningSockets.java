package org.espalier.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where a process of this machine listens, as the kernel tells. */
final class ListeningSockets {
    private static final String LISTENS = "0A";

    private ListeningSockets() {}

    /** Addresses and ports in the kernel's hexadecimal digits. */
    static List<String> of(ProcessHandle process) throws IOException {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
            for (Path file : open.toList()) {
                try {
                    sockets.add(Files.readSymbolicLink(file).toString());
                } catch (IOException e) {
                    sockets.remove(""); // closed meanwhile
                }
            }
        }
        List<String> listening = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(proc.resolve("net").resolve(table))) {
                String[] columns = line.strip().split("\\s+");
                boolean ours = sockets.contains("socket:[" + columns[9] + "]");
                if (columns[3].equals(LISTENS) && ours) {
                    listening.add(columns[1]);
                }
            }
        }
        return listening;
    }
}
