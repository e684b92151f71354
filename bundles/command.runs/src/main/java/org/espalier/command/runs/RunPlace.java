package org.espalier.command.runs;

import java.nio.file.Path;
import org.espalier.runs.RunNames;
import picocli.CommandLine.Option;

/** The option that says where runs are. */
final class RunPlace {
    @Option(
            names = "--runs",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "The folder that holds the runs (${DEFAULT-VALUE}).")
    Path root;

    RunNames names() {
        return new RunNames(root);
    }
}
