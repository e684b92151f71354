package org.espalier.itests;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;
import org.espalier.itests.StartScript.Outcome;
import org.junit.Before;
import org.junit.Test;

/** The start script, as a person calls it: exit codes, and what is on which stream. */
public class CommandIT {
    private final Path folder = Path.of(System.getProperty("espalier.itests"), "CommandIT");
    private StartScript script;

    @Before
    public void configure() throws Exception {
        script = new StartScript(folder);
        Path config = folder.resolve("config");
        ProductTest.delete(folder.resolve("held")); // what is finished there is not learned again
        Files.deleteIfExists(folder.resolve("hold"));
        Files.deleteIfExists(folder.resolve("fitting"));
        ProductTest.put(
                config.resolve("org.espalier.pipeline~toy.json"),
                "{\"dataset.target\": \"(dataset=synthetic)\","
                        + " \"localizer.target\": \"(method=toy)\","
                        + " \"dataset.trainImages\": 2, \"dataset.valImages\": 2}");
        ProductTest.put(config.resolve("org.espalier.pipeline~bad.json"), "{\"sed\": 1}");
        ToyBundle.build(folder.resolve("deploy/toy.jar"), "1.0.0");
    }

    private Outcome run(String... arguments) throws Exception {
        return script.run(arguments);
    }

    private static JsonObject json(Outcome outcome) {
        assertEquals(outcome.err(), 0, outcome.code());
        return JsonParser.parseString(outcome.out()).getAsJsonObject();
    }

    @Test
    public void listKnowsThePlugInInDeployAndTheWithheldFile() throws Exception {
        JsonObject list = json(run("list", "--json"));
        String pipelines = list.get("pipelines").toString();
        assertTrue(pipelines, pipelines.contains("\"name\":\"toy\",\"state\":\"alive\""));
        assertTrue(pipelines, pipelines.contains("\"name\":\"bad\",\"state\":\"withheld\""));
        assertEquals("not started", list.get("device").getAsString());
    }

    @Test
    public void aRunPrintsItsResultAlone() throws Exception {
        JsonObject result = json(run("run", "toy", "--out", folder + "/runs", "--json"));
        assertEquals("toy", result.get("pipeline").getAsString());
        assertTrue(result.getAsJsonArray("stages").size() > 0);
    }

    @Test
    public void whatCannotBeCarriedOutIsCodeTwoWithOneMessage() throws Exception {
        Outcome outcome = run("run", "toy", "--dta", "x");
        assertEquals(2, outcome.code());
        assertEquals("", outcome.out());
        assertTrue(outcome.err(), outcome.err().contains("did you mean --data?"));
        assertEquals(2, run("why", "nobody").code());
        Outcome bad = run("run", "bad");
        assertEquals(2, bad.code());
        assertTrue(bad.err(), bad.err().contains("key sed: no such key; did you mean seed?"));
    }

    @Test
    public void anInterruptCancelsTheRunAndTheProcessEndsAtOnce() throws Exception {
        Files.createFile(folder.resolve("hold"));
        Process process = script.start("run", "toy", "--out", folder + "/held");
        ProductTest.await("the run has begun", () -> Files.exists(folder.resolve("fitting")));
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        Outcome outcome = script.outcome(process);
        assertEquals(130, outcome.code());
        assertTrue(outcome.err(), outcome.err().contains("Cancelled"));
    }

    @Test
    public void theCrfHasVectorInstructionsUnlessTheyAreOff() throws Exception {
        assumeTrue(
                "no instructions for eight floats here: not seen whether they are used",
                Files.readString(Path.of("/proc/cpuinfo")).contains("avx2"));
        BufferedImage photograph = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        BufferedImage mask = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 40 * 30; i++) {
            photograph.setRGB(i % 40, i / 40, i % 40 < 17 ? 0x804020 : 0x2040c0);
            mask.getRaster().setSample(i % 40, i / 40, 0, i % 40 < 20 ? 1 : 0);
        }
        ImageIO.write(photograph, "png", folder.resolve("photo.png").toFile());
        ImageIO.write(mask, "png", folder.resolve("mask.png").toFile());
        Outcome with = run(crf("with.png"));
        assertEquals(with.err(), 0, with.code());
        assertTrue(with.err(), with.err().contains("plain Java, and Vector API after a while"));
        Outcome without =
                new StartScript(folder, Map.of("ESPALIER_VECTOR", "off")).run(crf("without.png"));
        assertEquals(without.err(), 0, without.code());
        assertTrue(without.err(), without.err().contains("plain Java, and plain Java after"));
        assertFalse(without.err(), without.err().contains("incubator"));
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("with.png")),
                Files.readAllBytes(folder.resolve("without.png")));
    }

    private String[] crf(String out) {
        String[] files = {"photo.png", "mask.png", out};
        Arrays.setAll(files, i -> folder.resolve(files[i]).toString());
        return new String[] {
            "-v", "crf", "--image", files[0], "--labels", files[1], "--out", files[2]
        };
    }

    @Test
    public void aJavaThatIsTooOldIsNamed() throws Exception {
        Path java = Files.createDirectories(folder.resolve("old/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nexit 1\n");
        assertTrue(java.toFile().setExecutable(true));
        Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"11.0.2\"\n");
        ProcessBuilder builder =
                new ProcessBuilder(Product.HOME.resolve("espalier").toString(), "list")
                        .redirectOutput(folder.resolve("out.txt").toFile())
                        .redirectError(folder.resolve("err.txt").toFile());
        builder.environment().put("JAVA_HOME", folder.resolve("old").toString());
        Outcome outcome = script.outcome(builder.start());
        assertEquals(2, outcome.code());
        assertTrue(outcome.err(), outcome.err().contains("is Java 11.0.2; install 17 or later"));
    }
}
