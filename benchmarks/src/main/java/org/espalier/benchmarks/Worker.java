package org.espalier.benchmarks;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The process of one contender. Reads commands from its input, a line each: {@code run} is answered
 * with the nanoseconds it took, {@code result FILE} writes what came of the last run, {@code peak}
 * is answered with KiB. Answers begin with a sign of their own, since native code prints too.
 */
final class Worker {
    static final String ANSWER = "@@ ";

    private final PrintStream out;
    private float[] result = {};

    private Worker(PrintStream out) {
        this.out = out;
    }

    /**
     * @param args the class of the contender, then what it is told
     */
    public static void main(String... args) throws Exception {
        PrintStream out =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Worker worker = new Worker(out);
        List<String> words = Arrays.asList(args);
        try (Contender contender = contender(args[0], Setup.parse(words.subList(1, args.length)));
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            out.println(ANSWER + "ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                worker.obey(line, contender);
            }
        } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError e) {
            out.println(ANSWER + "failed " + deepest(e));
        }
        System.exit(0);
    }

    static Contender contender(String type, Setup setup) throws ReflectiveOperationException {
        return (Contender) Class.forName(type).getConstructor(Setup.class).newInstance(setup);
    }

    private void obey(String line, Contender contender) throws IOException {
        if (line.equals("run")) {
            long start = System.nanoTime();
            result = contender.run();
            out.println(ANSWER + (System.nanoTime() - start));
        } else if (line.equals("peak")) {
            out.println(ANSWER + contender.peakKib());
        } else {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * result.length);
            bytes.asFloatBuffer().put(result);
            Files.write(Path.of(line.substring("result ".length())), bytes.array());
            out.println(ANSWER + result.length);
        }
    }

    private static String deepest(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString().replace('\n', ' ');
    }
}
