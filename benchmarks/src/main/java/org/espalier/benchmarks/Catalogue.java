package org.espalier.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What is measured, and against whom. */
final class Catalogue {
    /** Seconds of {@code Arithmetic} where published times were taken, as docs say of that core. */
    static final double YARDSTICK = 0.0137;

    static final String ONNX = "org.espalier.benchmarks.peers.OnnxForward";

    private static final String PACKAGE = "org.espalier.";
    private static final int WIDTH = 500;
    private static final int HEIGHT = 375;

    /** Milliseconds of pydensecrf's core as distributed, ten iterations: labels, widths, time. */
    private static final double[][] PYDENSECRF = {
        {4, 80, 13, 230}, {4, 50, 5, 304}, {21, 80, 13, 429}
    };

    private final boolean quick;
    private final int threads;

    /**
     * @param quick fewer images
     * @param threads of what uses several
     */
    Catalogue(boolean quick, int threads) {
        this.quick = quick;
        this.threads = threads;
    }

    /** 32 million multiplications and additions in the nearest cache. */
    static Entrant yardstick() {
        return Entrant.measured("yardstick", PACKAGE + "crf.dense.Arithmetic");
    }

    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        parts.add(jpeg());
        parts.add(forward(1, quick ? 8 : 16));
        parts.add(forward(8, quick ? 1 : 3));
        parts.add(dilated());
        parts.add(cam());
        parts.add(walk());
        for (double[] published : PYDENSECRF) {
            parts.add(crf(published));
        }
        parts.add(mask());
        parts.add(trainAll());
        parts.add(trainHead());
        parts.add(pipeline("cam"));
        parts.add(pipeline("affinity"));
        return parts;
    }

    private Part jpeg() {
        int images = quick ? 8 : 32;
        Object[] setup = {"images", images, "width", WIDTH, "height", HEIGHT};
        return compared(
                part(
                        "jpeg",
                        "JPEG decode, 500x375",
                        images,
                        1,
                        List.of(
                                ours("benchmarks.JpegDecode", setup),
                                Entrant.measured(
                                        "Java's ImageIO", PACKAGE + "benchmarks.JdkDecode", setup)),
                        "Ours checks a file's claims and its orientation as well; differences are"
                                + " in levels of 255."),
                2);
    }

    private Part forward(int batch, int batches) {
        Object[] setup = {"batch", batch, "side", 224, "batches", batches, "stride", 32};
        double onnx = batch == 8 ? 0.9 : Double.NaN;
        double torch = batch == 8 ? 1 : Double.NaN;
        return compared(
                part(
                        "forward-" + batch,
                        "MobileNetV2 forward, batch " + batch + ", 224x224",
                        batch * batches,
                        threads,
                        List.of(
                                ours("benchmarks.Forward", setup),
                                onnx("ONNX Runtime", 1, setup).target(onnx),
                                onnx("ONNX Runtime, waiting threads sleep", 0, setup),
                                Entrant.measured(
                                                "DJL, PyTorch engine",
                                                PACKAGE + "benchmarks.TorchForward",
                                                setup)
                                        .target(torch)),
                        "From values in Java to the last 1280 features in Java, same weights, batch"
                                + " norms folded in all of them. PyTorch runs the blocks one by one,"
                                + " as DJL's blocks do. Features reach 6; the bound is 1e-3, since rounding"
                                + " alone sets any two of the libraries 2e-4 to 3e-4 apart."),
                1e-3);
    }

    /** Of a network as CAM uses it, so that it is seen to be the same in both. */
    private Part dilated() {
        int batches = quick ? 2 : 4;
        Object[] setup = {"batch", 2, "side", 257, "batches", batches, "stride", 16};
        return compared(
                part(
                        "forward-dilated",
                        "MobileNetV2 forward, output stride 16, batch 2, 257x257",
                        2 * batches,
                        threads,
                        List.of(ours("benchmarks.Forward", setup), onnx("ONNX Runtime", 1, setup)),
                        "As in CAM: the last stride replaced by dilation."),
                1e-3);
    }

    private Part cam() {
        int images = quick ? 2 : 6;
        return part(
                "cam",
                "Multi-scale CAM, 500x375",
                images,
                threads,
                List.of(
                        ours("benchmarks.MultiScaleCam", photographs(images)),
                        views("ONNX Runtime, forward of the same views", images)),
                "Six views at output stride 16, none kept from before. ONNX Runtime runs the same"
                        + " stages on views that are ready; resizing, head and maps are ours alone,"
                        + " so results are not compared here; features are in forward-dilated.");
    }

    private Part walk() {
        Object[] setup =
                quick
                        ? new Object[] {"height", 24, "width", 32, "labels", 4}
                        : new Object[] {"height", 47, "width", 63, "labels", 4};
        return compared(
                part(
                        "walk",
                        "Random walk, %s x %s cells, 4 planes".formatted(setup[1], setup[3]),
                        1,
                        1,
                        List.of(
                                ours("method.affinity.StencilWalk", setup),
                                Entrant.measured(
                                        "dense matrix, as published",
                                        PACKAGE + "method.affinity.DenseWalk",
                                        setup)),
                        "256 steps at radius 5, from affinities; the dense matrix is squared eight"
                                + " times by OpenBLAS in single precision."),
                1e-5);
    }

    private Part crf(double[] published) {
        int labels = (int) published[0];
        String widths = "%.0f/%.0f".formatted(published[1], published[2]);
        int images = quick ? 2 : 4;
        Object[] best = {"math", "vector", "labels", labels, "widths", widths, "images", images};
        return part(
                "crf-%d-%s".formatted(labels, widths.replace('/', '-')),
                "Dense CRF, 500x375, %d labels, widths %s".formatted(labels, widths),
                images,
                1,
                List.of(
                        ours("crf.dense.WholeInference", best),
                        Entrant.published("pydensecrf, published", published[3] / 1000)),
                "With vector instructions, as in a run that goes on for more than some seconds."
                        + " Results are held to pydensecrf's by the tests of the CRF.");
    }

    private Part mask() {
        int images = quick ? 1 : 4;
        return part(
                "mask",
                "JPEG to CRF'd mask, 500x375, one core",
                images,
                1,
                List.of(
                        ours("benchmarks.JpegToMask", photographs(images)),
                        views("ONNX Runtime, same views, and pydensecrf, published", images)
                                .and(PYDENSECRF[0][3] / 1000)
                                .target(2)),
                "Decoded, six views, maps, four labels, ten iterations at 80/13, one thread. The"
                        + " peers' sum has neither decoding nor resizing nor maps in it.");
    }

    private Part trainAll() {
        return train(
                "train-all",
                "Training step, all stages, batch 8, 224x224",
                1,
                "kept",
                "frozen",
                0,
                "Forward, backward and AdamW of all stages and a head; the same work.");
    }

    private Part trainHead() {
        return train(
                "train-head",
                "Training step, frozen stages, batch 8, 224x224",
                quick ? 2 : 4,
                "kept",
                "frozen",
                1,
                "The same head learned on the same frozen features, which is the default of our"
                        + " methods: ours computes them once before and keeps them, so only the"
                        + " head is in its step; the peer runs the frozen stages in each step.");
    }

    private Part train(
            String name,
            String title,
            int steps,
            String ours,
            String theirs,
            int frozen,
            String note) {
        return compared(
                part(
                        name,
                        title,
                        8 * steps,
                        threads,
                        List.of(
                                ours(
                                        "training.EspalierStep",
                                        "batch",
                                        8,
                                        "side",
                                        224,
                                        "steps",
                                        steps,
                                        ours,
                                        frozen),
                                Entrant.measured(
                                                "DJL, PyTorch engine",
                                                PACKAGE + "training.TorchStep",
                                                "batch",
                                                8,
                                                "side",
                                                224,
                                                "steps",
                                                steps,
                                                theirs,
                                                frozen)
                                        .target(1)),
                        note + " Compared is the loss of the first run."),
                1e-3);
    }

    private Part pipeline(String name) {
        int train = quick ? 12 : 24;
        int val = quick ? 6 : 12;
        Object[] setup = {
            "pipeline", name, "trainImages", train, "valImages", val, "width", 160, "height", 120
        };
        Part part =
                part(
                        "pipeline-" + name,
                        "Pipeline %s, %d drawn scenes".formatted(name, train + val),
                        train + val,
                        threads,
                        List.of(ours("benchmarks.WholePipeline", setup)),
                        "The whole of a run from nothing, as configured: start, training, every"
                                + " stage, scores, report; 160x120 pixels, %d to learn from."
                                        .formatted(train));
        return new Part(
                part.name(),
                part.title(),
                part.images(),
                part.threads(),
                part.entrants(),
                part.tolerance(),
                true,
                part.note());
    }

    private static Object[] photographs(int images) {
        return new Object[] {"images", images, "width", WIDTH, "height", HEIGHT};
    }

    private static Entrant ours(String type, Object... setup) {
        return Entrant.measured("Espalier", PACKAGE + type, setup);
    }

    private static Entrant onnx(String label, int spin, Object... setup) {
        List<Object> all = new ArrayList<>(List.of(setup));
        all.addAll(List.of("spin", spin));
        return Entrant.measured(label, ONNX, all.toArray());
    }

    private static Entrant views(String label, int images) {
        return Entrant.measured(label, ONNX.replace("Forward", "Views"), photographs(images));
    }

    private static Part part(
            String name,
            String title,
            int images,
            int threads,
            List<Entrant> entrants,
            String note) {
        return new Part(name, title, images, threads, entrants, Double.NaN, false, note);
    }

    private static Part compared(Part part, double tolerance) {
        return new Part(
                part.name(),
                part.title(),
                part.images(),
                part.threads(),
                part.entrants(),
                tolerance,
                part.once(),
                part.note());
    }
}
