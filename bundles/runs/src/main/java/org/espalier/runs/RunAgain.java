package org.espalier.runs;

import java.nio.file.Path;

/** What to type to have a run again, or to have it go on. */
public final class RunAgain {
    private RunAgain() {}

    /**
     * The command. What stands in the pipeline's file is not repeated.
     *
     * @param run the run's folder
     */
    public static String command(Manifest manifest, Path run) {
        StringBuilder command = new StringBuilder("espalier run ");
        command.append(quoted(manifest.pipeline()));
        if (manifest.data() != null && !manifest.data().isEmpty()) {
            command.append(" --data ").append(quoted(manifest.data()));
        }
        command.append(" --train ").append(quoted(manifest.train()));
        command.append(" --val ").append(quoted(manifest.val()));
        Path root = run.toAbsolutePath().normalize().getParent().getParent();
        command.append(" --out ").append(quoted(root.toString()));
        command.append(" --set seed=").append(manifest.seed());
        if (manifest.asked() != null) {
            manifest.asked()
                    .forEach(
                            (key, value) -> {
                                if (!key.equals("seed")) {
                                    command.append(" --set ").append(quoted(key + "=" + value));
                                }
                            });
        }
        return command.toString();
    }

    /** As a shell takes it for one word. */
    private static String quoted(String argument) {
        return String.valueOf(argument).matches("[\\w@%+=:,./-]+")
                ? argument
                : "'" + argument.replace("'", "'\\''") + "'";
    }
}
