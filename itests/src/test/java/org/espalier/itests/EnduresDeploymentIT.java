package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.espalier.api.engine.EngineStatus;
import org.espalier.api.pipeline.Pipeline;
import org.espalier.itests.ChangingBundle.Change;
import org.junit.Test;

/**
 * Every bundle of a method, a data set or an evaluator is changed, taken away and put back while
 * runs go on. Runs end as undisturbed ones do, and nothing is left of what was replaced.
 */
public class EnduresDeploymentIT extends ProductTest {
    /** Those that begin like this are in {@code deploy/}, the others in {@code bundles/}. */
    private static final String DEPLOYED = "org.espalier.method.";

    private static final List<String> CHANGING =
            List.of(
                    DEPLOYED,
                    "org.espalier.localizer.",
                    "org.espalier.refiner.",
                    "org.espalier.crf.",
                    "org.espalier.segmenter.",
                    "org.espalier.evaluator.",
                    "org.espalier.dataset.");

    /** How often each bundle is changed. */
    private static final int ROUNDS = Tally.LONG ? 9 : 1;

    /** Native memory that all this may take: compiled code and the like. */
    private static final long MEGABYTES = 32;

    /** Of 200 images. */
    private static final String PIPELINE =
            """
            "dataset.target": "(dataset=synthetic)", "dataset.classes": 3,
            "dataset.trainImages": 160, "dataset.valImages": 40,
            "dataset.width": 96, "dataset.height": 72,
            "localizer.target": "(method=cam)", "localizer.backbone": "tiny",
            "localizer.outputStride": 8, "localizer.trainingSides": [65],
            "localizer.sides": [65], "localizer.gridSide": 65,
            "localizer.batch": 8, "localizer.rate": 0.005, "localizer.epochs": 2,
            "background": 0.4,
            "crf.target": "(method=dense-crf)", "crf.iterations": 3,
            "segmenter.target": "(method=deeplab)", "segmenter.backbone": "tiny",
            "segmenter.outputStride": 8, "segmenter.trainingSides": [65],
            "segmenter.crop": 65, "segmenter.sides": [65], "segmenter.width": 32,
            "segmenter.branchWidth": 16, "segmenter.batch": 8, "segmenter.epochs": 1
            """;

    /** Needs a pretrained backbone. */
    private static final String REFINER =
            """
            , "refiner.target": "(method=self-training)", "refiner.side": 97,
            "refiner.rounds": 1, "refiner.epochs": 1
            """;

    @Inject private EngineStatus engine;

    private final Map<WeakReference<ClassLoader>, String> replaced = new LinkedHashMap<>();
    private int tried;
    private int survived;
    private int leaks;

    @Override
    protected boolean isThereAtTheStart(String symbolicName) {
        return !symbolicName.startsWith(DEPLOYED);
    }

    @Override
    protected void prepare(Path folder) throws Exception {
        boolean pretrained = Files.exists(Premises.MODELS.resolve("mobilenetv2_100.safetensors"));
        put(
                folder.resolve("config/org.espalier.pipeline~load.json"),
                "{" + PIPELINE + (pretrained ? REFINER : "") + "}");
        put(
                folder.resolve("config/org.espalier.weights.json"),
                "{\"folders\": [\"" + Premises.MODELS + "\"]}");
        put(
                folder.resolve("config/org.espalier.frozen.json"),
                "{\"folder\": \"" + folder.resolve("features") + "\"}");
        for (Path jar : Product.bundles()) {
            String name = Product.symbolicName(jar);
            if (name.startsWith(DEPLOYED)) {
                Files.copy(jar, folder.resolve("deploy").resolve(name + ".jar"));
            }
        }
    }

    @Test
    public void runsGoOnWhileEveryBundleIsReplaced() throws Exception {
        List<ChangingBundle> bundles = bundles();
        await("all are deployed", () -> bundles.stream().allMatch(b -> b.bundle().isPresent()));
        await("the pipeline is alive", () -> pipeline() != null);
        Load load = new Load(this::pipeline, folder().resolve("runs"));
        Map<String, String> expected = load.undisturbed();
        List<String> library = nativeLibrary();
        assertEquals(1, library.size());

        // what is made once, whatever is deployed later, is made before it is counted
        List<String> services = Footprint.services(context);
        for (ChangingBundle bundle : bundles) {
            change(bundle, Change.REPLACED, services);
        }
        assertEquals(expected, load.undisturbed());
        Footprint before = Footprint.of(context, engine);
        figure("before: " + before);

        tried = 0;
        survived = 0;
        try {
            load.begin();
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < bundles.size(); i++) {
                    Change change = Change.values()[(round + i) % Change.values().length];
                    change(bundles.get(i), change, services);
                }
            }
            List<String> ends = load.end();
            figure(survived + " of " + tried + " changes survived; runs: " + ends);
            assertTrue("runs that went on: " + ends, ends.contains(Load.AS_EXPECTED));
            ends.removeIf(end -> end.equals(Load.AS_EXPECTED) || end.equals(Load.CAUSE_TOLD));
            assertEquals(List.of(), ends);
            assertEquals("the next run", expected, load.undisturbed());
        } finally {
            Tally.add("deploys", survived, tried);
        }
        assertSame(engine, service(EngineStatus.class, null));
        assertEquals("the engine's library is where it was", library, nativeLibrary());
        nothingIsLeft(before);
    }

    private List<ChangingBundle> bundles() throws IOException {
        List<ChangingBundle> bundles = new ArrayList<>();
        for (Path jar : Product.bundles()) {
            String name = Product.symbolicName(jar);
            if (CHANGING.stream().anyMatch(name::startsWith)) {
                Path deployed =
                        name.startsWith(DEPLOYED)
                                ? folder().resolve("deploy").resolve(name + ".jar")
                                : null;
                bundles.add(new ChangingBundle(context, name, jar, deployed));
            }
        }
        assertTrue(bundles.toString(), bundles.size() >= 15);
        return bundles;
    }

    private void change(ChangingBundle bundle, Change change, List<String> services)
            throws Exception {
        tried++;
        String what = bundle.name() + " is " + change;
        replaced.put(bundle.loader(), what);
        bundle.change(change);
        await(
                what + ", and every service is there again",
                () -> Footprint.services(context).equals(services) && pipeline() != null);
        survived++;
    }

    private void nothingIsLeft(Footprint before) throws Exception {
        long end = System.currentTimeMillis() + 20_000;
        while (replaced.keySet().stream().anyMatch(loader -> loader.get() != null)
                && System.currentTimeMillis() < end) {
            System.gc();
            Thread.sleep(200);
        }
        Footprint after = Footprint.of(context, engine);
        figure("after:  " + after);
        List<String> found = new ArrayList<>();
        replaced.forEach(
                (loader, what) -> {
                    if (loader.get() != null) {
                        found.add("the class loader from before " + what);
                    }
                });
        figure(replaced.size() + " class loaders, held: " + found);
        if (after.revisions() != before.revisions()) {
            found.add("revisions: " + after.revisions());
        }
        Footprint.more(after.services(), before.services()).forEach(s -> found.add("service " + s));
        Footprint.more(after.threads(), before.threads()).forEach(t -> found.add("thread " + t));
        Footprint.more(after.files(), before.files()).forEach(f -> found.add("open file " + f));
        if (after.arrays() != before.arrays()) {
            found.add("arrays: " + after.arrays());
        }
        if (after.nativeMegabytes() > before.nativeMegabytes() + MEGABYTES) {
            found.add("native memory: " + after.nativeMegabytes() + " MB");
        }
        leaks = found.size();
        Tally.add("leaks", leaks);
        assertEquals(List.of(), found);
    }

    /** Figures are kept in the test's folder; the framework's log is not for them. */
    private void figure(String line) throws IOException {
        Files.writeString(
                folder().resolve("figures"),
                line + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private Pipeline pipeline() throws Exception {
        return service(Pipeline.class, "(service.pid=org.espalier.pipeline~load)");
    }

    /** Where the engine's library lies in memory. */
    private static List<String> nativeLibrary() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains("libmxnet") && line.contains("r-xp"))
                .toList();
    }
}
