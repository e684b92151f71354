package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.itests.StartScript.Outcome;
import org.espalier.itests.bad.BadConfigurations;
import org.espalier.itests.bad.BadFile;
import org.espalier.itests.bad.BadRuns;
import org.espalier.itests.bad.BadScores;
import org.espalier.itests.bad.Pixels;
import org.junit.Test;

/**
 * What the product itself keeps is damaged, or written by a person in a hurry: configurations, runs
 * and scores.
 */
public class EnduresBadStateIT extends BadInputTest {
    @Test
    public void configurations() throws Exception {
        Outcome doctor = commands.run("doctor", "--json");
        verdict.command("doctor", doctor, Set.of(SOME_FAILED));
        for (BadFile bad : BadConfigurations.all()) {
            String line =
                    doctor.out().lines().filter(l -> l.contains(bad.name())).findFirst().orElse("");
            verdict.line(bad.name(), line, bad.name(), bad.told());
        }
        verdict.holds("toy", commands.run("list").out().contains("toy"), "is gone");
        verdict.end();
    }

    @Test
    public void scores() throws Exception {
        Path data = folder("scores");
        List<BadFile> all = BadScores.all();
        for (BadFile bad : all) {
            Path photographs = Files.createDirectories(data.resolve("train/cat"));
            Files.write(photographs.resolve(bad.stem() + ".png"), Pixels.file(20, 10, "png"));
        }
        Files.write(data.resolve("train/cat/good.png"), Pixels.file(20, 10, "png"));
        Files.write(
                Files.createDirectories(data.resolve("val/cat")).resolve("val.png"),
                Pixels.file(20, 10, "png"));
        Outcome first = commands.run("run", "smooth", "--data", data.toString(), "--out", "runs");
        assertEquals(first.err(), 0, first.code());
        Path kept = home.resolve("runs/smooth/1/localizer/train-given/scores");
        for (BadFile bad : all) {
            Path file = kept.resolve("cat-" + bad.stem() + ".npz");
            assertTrue(file.toString(), Files.exists(file));
            Files.write(file, bad.content());
        }
        Outcome second =
                commands.run(
                        "run",
                        "smooth",
                        "--data",
                        data.toString(),
                        "--out",
                        "runs",
                        "--set",
                        "crf.iterations=3");
        verdict.command("run", second, Set.of(SOME_FAILED));
        Map<String, String> failures = failures(home.resolve("runs/smooth/2"));
        for (BadFile bad : all) {
            String reason = failures.getOrDefault("cat-" + bad.stem(), "");
            verdict.line(bad.name(), reason, bad.name(), bad.told());
        }
        verdict.holds("good", !failures.containsKey("cat-good"), "failed");
        verdict.end();
    }

    /** A finished run, and beside it one for each file that can be bad. */
    private Path broken(String name) throws Exception {
        Path data = folder("few");
        for (String photograph : List.of("cat/a.png", "cat/b.png")) {
            Path file = data.resolve(photograph);
            Files.createDirectories(file.getParent());
            Files.write(file, Pixels.file(20, 10, "png"));
        }
        Path runs = folder(name);
        Outcome first =
                commands.run("run", "toy", "--data", data.toString(), "--out", runs.toString());
        assertEquals(first.err(), 0, first.code());
        Path whole = runs.resolve("toy/1");
        for (BadRuns.Changed changed : BadRuns.all()) {
            Path run = Files.createDirectories(runs.resolve(changed.run()).resolve("1"));
            for (String file : List.of("manifest.json", "result.json", "evaluations.json")) {
                Files.copy(whole.resolve(file), run.resolve(file));
            }
            if (changed.file().equals("progress.json")) {
                Files.delete(run.resolve("result.json"));
            }
            Path file = run.resolve(changed.file());
            Files.createDirectories(file.getParent());
            Files.write(file, changed.content());
        }
        return runs;
    }

    @Test
    public void runs() throws Exception {
        Path runs = broken("broken");
        Outcome all = commands.run("runs", "--runs", runs.toString());
        verdict.command("runs", all, Set.of(0), "toy/1");
        for (BadRuns.Changed changed : BadRuns.all()) {
            String line =
                    all.out()
                            .lines()
                            .filter(l -> l.startsWith(changed.run() + "/"))
                            .findFirst()
                            .orElse("");
            verdict.line("runs " + changed.run(), line, changed.run());
            for (String[] command : commandsOn(changed.run() + "/1")) {
                List<String> words = new ArrayList<>(List.of(command));
                words.addAll(List.of("--runs", runs.toString()));
                Outcome outcome = commands.run(words.toArray(String[]::new));
                String culprit = outcome.code() == 0 ? "" : changed.run();
                verdict.command(words.toString(), outcome, Set.of(0, 1, 2), culprit);
            }
        }
        verdict.end();
    }

    private List<String[]> commandsOn(String run) {
        return List.of(
                new String[] {"show", run, "--settings"},
                new String[] {"show", run, "--json"},
                new String[] {"compare", "toy/1", run},
                new String[] {"compare", run, "toy/1", "--html", home + "/page.html"},
                new String[] {"table", run},
                new String[] {"table", run, "--json"},
                new String[] {"export", run, "--format", "png", "--out", home + "/exported"});
    }

    @Test
    public void theLivePage() throws Exception {
        Path runs = broken("shown");
        HttpClient client = HttpClient.newHttpClient();
        try (WebProcess web = new WebProcess(folder("web"), runs, 0)) {
            URI page = web.address();
            HttpResponse<InputStream> events =
                    client.send(
                            HttpRequest.newBuilder(page.resolve("/events")).build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            String list;
            try (BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
                list = in.lines().filter(l -> l.startsWith("data:")).findFirst().orElse("");
            }
            for (BadRuns.Changed changed : BadRuns.all()) {
                String name = changed.run() + "/1";
                verdict.holds(name, list.contains('"' + name + '"'), "is not in the list");
                HttpResponse<String> run =
                        client.send(
                                HttpRequest.newBuilder(page.resolve("/run?run=" + name)).build(),
                                HttpResponse.BodyHandlers.ofString());
                verdict.line("/run " + name, run.body());
                verdict.holds(
                        "/run " + name,
                        Set.of(200, 404).contains(run.statusCode()),
                        run.statusCode() + " " + run.body());
            }
        }
        verdict.end();
    }
}
