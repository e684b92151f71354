package org.espalier.itests;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.ToIntBiFunction;
import org.espalier.launcher.EmbeddedFramework;
import org.espalier.launcher.Installation;
import org.espalier.launcher.StartLevel;

/**
 * The other end of {@link Commands}: a process of the product that does not end with its first
 * command. Arguments come on standard input; codes and what was printed go to standard output.
 */
final class CommandLoop {
    private final DataInputStream in;
    private final DataOutputStream out;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private CommandLoop(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * @param folders the installation's: home, config, deploy, cache
     */
    @SuppressWarnings("unchecked") // a generic type cannot be asked of the service registry
    public static void main(String[] folders) throws IOException {
        CommandLoop loop =
                new CommandLoop(new DataInputStream(System.in), new DataOutputStream(System.out));
        System.setErr(new PrintStream(loop.err, true, StandardCharsets.UTF_8));
        System.setOut(System.err);
        Path config = Path.of(folders[1]);
        Installation installation =
                new Installation(
                        Path.of(folders[0]), config, Path.of(folders[2]), Path.of(folders[3]));
        try (EmbeddedFramework framework =
                EmbeddedFramework.start(installation, Map.of(), StartLevel.COMMAND)) {
            loop.serve(
                    framework
                            .service(ToIntBiFunction.class, "(espalier=command-line)")
                            .orElseThrow());
        }
    }

    private void serve(ToIntBiFunction<String[], PrintStream> commandLine) throws IOException {
        while (true) {
            String[] arguments;
            try {
                arguments = new String[in.readInt()];
            } catch (EOFException e) {
                return;
            }
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = in.readUTF();
            }
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            int code;
            try (PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
                code = commandLine.applyAsInt(arguments, stream);
            } catch (Throwable e) {
                e.printStackTrace(); // as the launcher's process would end
                code = Commands.DIED;
            }
            out.writeInt(code);
            answer(printed);
            answer(err);
            out.flush();
        }
    }

    private void answer(ByteArrayOutputStream text) throws IOException {
        byte[] bytes = text.toByteArray();
        text.reset();
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
