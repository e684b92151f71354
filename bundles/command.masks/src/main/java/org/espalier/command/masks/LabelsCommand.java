package org.espalier.command.masks;

import java.io.IOException;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.espalier.shell.ShellCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;

/** Short for {@code export --format voc}. */
@Component(service = LabelsCommand.class)
@ShellCommand(osgi_command_function = "labels", espalier_completes = "run")
@ServiceDescription("Short for export --format voc.")
public final class LabelsCommand {
    private final ExportCommand export;

    /** With the command that does it. */
    @Activate
    public LabelsCommand(@Reference ExportCommand export) {
        this.export = export;
    }

    /** See {@code export --help}. */
    @Descriptor("short for export --format voc")
    public String labels(@Descriptor("a run and options, see export --help") String... arguments)
            throws IOException {
        return export.export(
                Stream.concat(Stream.of("--format", "voc"), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}
