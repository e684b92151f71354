package org.espalier.crf.dense;

/** Chooses the inner loops that this virtual machine runs best. */
final class MathChoice {
    private static final String MODULE = "jdk.incubator.vector";

    private MathChoice() {}

    /** Vector instructions where the module was given and the processor is wide enough. */
    static LabelMath best() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return new PlainMath();
        }
        try {
            return VectorMath.fast() ? new VectorMath() : new PlainMath();
        } catch (LinkageError e) {
            // the framework does not hand the module on
            return new PlainMath();
        }
    }
}
