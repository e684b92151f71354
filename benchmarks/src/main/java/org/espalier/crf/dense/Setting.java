package org.espalier.crf.dense;

import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.Unary;
import org.espalier.api.data.Image;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The choices that figures depend on, and what follows from them. */
@State(Scope.Benchmark)
public class Setting {
    /** Which inner loops. */
    @Param({"plain", "vector"})
    public String math;

    /** How many labels. */
    @Param({"4", "21"})
    public int labels;

    /** Spatial and colour width of the bilateral kernel. */
    @Param({"80/13", "50/5"})
    public String widths;

    Image image;
    Unary unary;
    CrfParameters parameters;
    Engine engine;

    /** Reads the photograph. */
    @Setup
    public void read() {
        int slash = widths.indexOf('/');
        parameters =
                new CrfParameters(
                        10,
                        3,
                        3,
                        Float.parseFloat(widths.substring(0, slash)),
                        Float.parseFloat(widths.substring(slash + 1)),
                        10);
        LabelMath loops = math.equals("plain") ? new PlainMath() : MathChoice.best().better();
        engine = Engine.of(MathChoice.of(loops), 1, Integer.MAX_VALUE);
        image = Photograph.image();
        unary = Photograph.unary(labels);
    }
}
