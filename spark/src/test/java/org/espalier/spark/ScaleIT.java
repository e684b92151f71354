package org.espalier.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the work grows with executors, one core each, and what a cluster costs over the plain command
 * on the same core. For a machine of two cores that has nothing else to do: {@code spark/scale}.
 */
@EnabledIfSystemProperty(named = "espalier.long", matches = "true")
class ScaleIT {
    private static final Logger LOG = LoggerFactory.getLogger(ScaleIT.class);
    private static final int IMAGES = Integer.getInteger("espalier.scale.images", 2000);

    /** Of an image; the height is three quarters of it. Photographs of PASCAL VOC are as large. */
    private static final int WIDTH = Integer.getInteger("espalier.scale.width", 500);

    /** Below this many images the start of the processes is most of the time. */
    private static final int ENOUGH = 1000;

    private static final String PIPELINE =
            """
            {"dataset.target": "(dataset=synthetic)", "dataset.trainImages": 40,
             "dataset.valImages": 8, "dataset.classes": 3, "localizer.target": "(method=cam)",
             "localizer.backbone": "tiny", "localizer.outputStride": 8,
             "localizer.trainingSides": [129], "localizer.sides": [257],
             "localizer.gridSide": 129, "localizer.epochs": 6, "localizer.batch": 8,
             "crf.target": "(method=dense-crf)", "evaluator.target": "(metric=miou)",
             "background": 0.4, "seed": 1}
            """;

    private Path folder;
    private Product product;

    @BeforeEach
    void learn() throws Exception {
        folder =
                Path.of(System.getProperty("espalier.spark.tests", "/tmp/espalier-cluster"))
                        .resolveSibling("scale")
                        .toAbsolutePath();
        ClusterIT.delete(folder);
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/org.espalier.pipeline~small.json"), PIPELINE);
        product = new Product(folder);
        Scenes.draw(folder.resolve("images"), IMAGES, WIDTH);
        assertEquals(0, product.espalier("run", "small").code());
    }

    /** A process and all that it starts, on one core. */
    private static String[] on(int core) {
        return new String[] {"taskset", "-c", Integer.toString(core)};
    }

    private double plain() throws Exception {
        long began = System.nanoTime();
        var outcome =
                product.espalier(
                        List.of(on(0)),
                        "predict",
                        "runs/small/1",
                        "--images",
                        "images",
                        "--out",
                        "masks");
        assertEquals(0, outcome.code(), outcome.toString());
        return IMAGES / ((System.nanoTime() - began) / 1e9);
    }

    private double executors(int count) throws Exception {
        String name = "executors-" + count;
        try (LocalCluster cluster = new LocalCluster(folder.resolve("cluster-" + count))) {
            for (int i = 0; i < count; i++) {
                cluster.worker(on(i));
            }
            long began = System.nanoTime();
            var outcome =
                    product.run(
                            name,
                            product.arguments(
                                    cluster,
                                    name,
                                    "--shard-images",
                                    "25",
                                    "--conf",
                                    "spark.executor.memory=900m"));
            assertEquals(0, outcome.code(), outcome.toString());
            return IMAGES / ((System.nanoTime() - began) / 1e9);
        }
    }

    @Test
    void twoExecutorsDoNearlyTwiceAsMuchAsOneAndThatAsMuchAsThePlainCommand() throws Exception {
        double plain = plain();
        double one = executors(1);
        double two = executors(2);
        LOG.warn(
                "{} images: plain {} images/s, one executor {}, two {}: 2 to 1 {}, overhead {} %",
                IMAGES,
                "%.2f".formatted(plain),
                "%.2f".formatted(one),
                "%.2f".formatted(two),
                "%.2f".formatted(two / one),
                "%.1f".formatted(100 * (plain / one - 1)));
        if (IMAGES >= ENOUGH) {
            assertTrue(two / one >= 1.8, "two executors do " + two / one + " of what one does");
            assertTrue(plain / one <= 1.15, "the plain command does " + plain / one + " of it");
        }
    }
}
