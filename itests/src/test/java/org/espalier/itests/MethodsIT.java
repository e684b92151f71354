package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.evaluation.Evaluation;
import org.espalier.api.pipeline.Pipeline;
import org.espalier.api.pipeline.RunRequest;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.pipeline.StageResult;
import org.espalier.api.stage.Progress;
import org.junit.Test;

/** Methods are dropped into a running product, and learn drawn scenes from scratch. */
public class MethodsIT extends ProductTest {
    private static final String BUNDLES = "org.espalier.method.";

    /** What all of them have in common. */
    private static final String SCENES =
            """
            "dataset.target": "(dataset=synthetic)",
            "dataset.trainImages": 160,
            "dataset.valImages": 24,
            "dataset.classes": 3,
            "localizer.backbone": "tiny",
            "localizer.outputStride": 8,
            "localizer.trainingSides": [129],
            "localizer.sides": [129],
            "localizer.weightDecay": 0.0001,
            "localizer.batch": 4,
            """;

    /**
     * The rest of each one's configuration, by the end of its bundle's name.
     *
     * <p>FCN-MIL: its loss has nothing against an absent class but the softmax at the best places,
     * so a backbone that it trains can bring it to zero by giving each class a place of its own in
     * every image. The rows must therefore tell the classes well before, and its rate be low.
     *
     * <p>DCSM: what follows the layers that are read must have rectifiers enough to close on the
     * background. {@code tiny} is so shallow that a derivative by a late stage is much the same at
     * every place.
     */
    private static final Map<String, String> METHODS =
            Map.of(
                    "fcnmil",
                    """
                    "localizer.target": "(method=fcn-mil)", "localizer.gridSide": 129,
                    "localizer.rowEpochs": 40, "localizer.rowBatch": 4,
                    "localizer.rowRate": 0.003, "localizer.epochs": 8, "localizer.rate": 0.0001
                    """,
                    "dcsm",
                    """
                    "localizer.target": "(method=dcsm)", "localizer.layers": ["stage0", "stage1"],
                    "localizer.epochs": 20, "localizer.rate": 0.003
                    """,
                    "wildcat",
                    """
                    "localizer.target": "(method=wildcat)", "localizer.gridSide": 129,
                    "localizer.epochs": 20, "localizer.rate": 0.003, "background": 0.4
                    """);

    private static final Map<String, String> FEW =
            Map.of(
                    "dataset.trainImages", "40",
                    "localizer.rowEpochs", "4",
                    "localizer.epochs", "2");

    @Override
    protected boolean isThereAtTheStart(String symbolicName) {
        return METHODS.keySet().stream().noneMatch(end -> symbolicName.equals(BUNDLES + end));
    }

    @Override
    protected void prepare(Path folder) throws Exception {
        for (Map.Entry<String, String> method : METHODS.entrySet()) {
            put(
                    folder.resolve("config/org.espalier.pipeline~" + method.getKey() + ".json"),
                    "{" + SCENES + method.getValue() + "}");
        }
        for (Path jar : Product.bundles()) {
            if (!isThereAtTheStart(Product.symbolicName(jar))) {
                Files.copy(jar, folder.resolve(Product.symbolicName(jar) + ".jar"));
            }
        }
    }

    /** Its rows take longer than all of the other methods: in the short form a few are enough. */
    @Test
    public void fcnMilLearnsDrawnScenes() throws Exception {
        if (Tally.LONG) {
            learns("fcnmil");
        } else {
            runs("fcnmil", FEW);
        }
    }

    @Test
    public void dcsmLearnsDrawnScenes() throws Exception {
        learns("dcsm");
    }

    @Test
    public void wildcatLearnsDrawnScenes() throws Exception {
        learns("wildcat");
    }

    private void learns(String method) throws Exception {
        RunResult result = runs(method, Map.of());
        for (StageResult row : result.stages()) {
            double mIoU = row.evaluation().mIoU();
            double floor = allBackground(row.evaluation());
            assertTrue(
                    method
                            + " "
                            + row.stage()
                            + " "
                            + row.split()
                            + " "
                            + row.tags()
                            + ": "
                            + mIoU
                            + " beats all background, "
                            + floor,
                    mIoU > floor);
        }
    }

    /** Is dropped into the product, and makes scores of every image. */
    private RunResult runs(String method, Map<String, String> settings) throws Exception {
        assertNull("it is not there yet", pipeline(method));
        String jar = BUNDLES + method + ".jar";
        Path deployed = folder().resolve("deploy").resolve(jar);
        Files.move(folder().resolve(jar), deployed, StandardCopyOption.ATOMIC_MOVE);
        await("the pipeline comes alive with its method", () -> pipeline(method) != null);
        RunRequest request =
                new RunRequest(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        folder().resolve("runs"),
                        settings);
        RunResult result = pipeline(method).run(request, Progress.silent());
        assertEquals(List.of(), result.failures());
        assertEquals(3, result.stages().size());
        return result;
    }

    private Pipeline pipeline(String name) throws Exception {
        return service(Pipeline.class, "(service.pid=org.espalier.pipeline~" + name + ")");
    }

    /** The mIoU of masks that are background everywhere. */
    private static double allBackground(Evaluation evaluation) {
        long all = 0;
        int classes = 0;
        for (long[] row : evaluation.confusion()) {
            long pixels = java.util.Arrays.stream(row).sum();
            all += pixels;
            classes += pixels > 0 ? 1 : 0;
        }
        long background = java.util.Arrays.stream(evaluation.confusion()[0]).sum();
        return (double) background / all / classes;
    }
}
