package org.espalier.inference.compiled;

import ai.djl.Device;
import ai.djl.mxnet.engine.CachedOp;
import ai.djl.mxnet.engine.MxNDArray;
import ai.djl.mxnet.engine.MxNDManager;
import ai.djl.mxnet.engine.MxSymbolBlock;
import ai.djl.mxnet.engine.Symbol;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.Parameters;

/**
 * Stages compiled into one function by MXNet's oneDNN back end: a convolution, its rectifier and
 * the sum of a residual are one operation, and values stay in oneDNN's layout in between. Lives as
 * long as the manager of the parameters.
 */
final class FusedStages {
    private static final String BACK_END = "MKLDNN";

    private final CachedOp function;
    private final MxNDArray[] arguments;
    private final int input;

    /**
     * @param parameters do not change any more
     */
    FusedStages(StageGraph graph, Parameters parameters) {
        String some = graph.kernels().keySet().iterator().next() + ".weight";
        MxNDManager manager = (MxNDManager) parameters.get(some).getManager();
        try (Symbol plain = Symbol.loadJson(manager, graph.json())) {
            Symbol fused = plain.optimizeFor(BACK_END, Device.cpu());
            MxSymbolBlock block = new MxSymbolBlock(manager, fused);
            block.setInputNames(List.of(StageGraph.INPUT));
            function = JnaUtils.createCachedOp(block, manager, false);
            String[] names = fused.getArgNames();
            arguments = new MxNDArray[names.length];
            input = Arrays.asList(names).indexOf(StageGraph.INPUT);
            for (int i = 0; i < names.length; i++) {
                if (i != input) {
                    arguments[i] = (MxNDArray) argument(names[i], graph, parameters);
                }
            }
        }
    }

    /** A kernel that grew is copied, with zeros before its first row and column. */
    private static NDArray argument(String name, StageGraph graph, Parameters parameters) {
        NDArray array = parameters.get(name);
        if (!name.endsWith(".weight")) {
            return array;
        }
        String convolution = name.substring(0, name.length() - ".weight".length());
        StageGraph.Sides sides = graph.kernels().get(convolution);
        Shape shape = array.getShape();
        int rows = (int) shape.get(2);
        int columns = (int) shape.get(3);
        if (sides.rows() == rows && sides.columns() == columns) {
            return array;
        }
        Shape wanted = new Shape(shape.get(0), shape.get(1), sides.rows(), sides.columns());
        float[] from = array.toFloatArray();
        float[] to = new float[(int) wanted.size()];
        for (int row = 0; row < from.length / columns; row++) {
            int y = row % rows + sides.rows() - rows;
            int start = (row / rows * sides.rows() + y) * sides.columns();
            int x = sides.columns() - columns;
            System.arraycopy(from, row * columns, to, start + x, columns);
        }
        return DeviceArrays.of(array.getManager(), to, wanted);
    }

    /** On the engine's thread; the result belongs to the manager of {@code x}. */
    NDArray apply(NDArray x) {
        arguments[input] = (MxNDArray) x;
        try {
            MxNDManager manager = (MxNDManager) x.getManager();
            return JnaUtils.cachedOpInvoke(manager, function.getHandle(), arguments)[0];
        } finally {
            arguments[input] = null;
        }
    }
}
