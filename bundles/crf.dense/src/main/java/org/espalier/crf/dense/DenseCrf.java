package org.espalier.crf.dense;

import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.crf.CrfInference;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.PairwiseTerms;
import org.espalier.api.data.Image;
import org.espalier.api.stage.Crf;
import org.espalier.api.stage.Method;
import org.espalier.api.stage.RefinementModel;
import org.espalier.api.stage.StageContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fully connected conditional random field with Gaussian edge potentials: Kraehenbuehl and Koltun,
 * <a href="https://arxiv.org/abs/1210.5644">Efficient Inference in Fully Connected CRFs with
 * Gaussian Edge Potentials</a>, 2011; filtered on the permutohedral lattice of Adams, Baek and
 * Davis, <a href="https://doi.org/10.1111/j.1467-8659.2009.01645.x">Fast High-Dimensional Filtering
 * Using the Permutohedral Lattice</a>, 2010.
 *
 * <p>When to use: after any stage whose scores know where an object is but not where its border
 * runs. The energy of a labelling x is
 *
 * <pre>
 *   E(x) = sum_i U(x_i) + sum_{i&lt;j} [x_i != x_j] (w_b exp(-|p_i - p_j|^2 / 2 s_b^2 - |I_i - I_j|^2 / 2 s_c^2)
 *                                          + w_g exp(-|p_i - p_j|^2 / 2 s_g^2))</pre>
 *
 * with positions p in pixels, colours I of 0 to 255 and U minus the logarithm of the score.
 *
 * <p>Deviations from the paper, all as in the authors' second code:
 *
 * <ul>
 *   <li>Kernels are normalised symmetrically, with the filter's own response to a constant.
 *   <li>A pixel's message to itself is kept.
 *   <li>Compatibility is Potts with given weights; nothing is learned.
 *   <li>The smoothness kernel, too, is filtered on a lattice.
 *   <li>Very large images are computed in overlapping tiles; this alone is ours.
 * </ul>
 */
@Component(service = {Crf.class, CrfInference.class})
@Method("dense-crf")
@Designate(ocd = DenseCrfConfiguration.class)
public final class DenseCrf implements Crf, CrfInference {
    private static final Logger LOG = LoggerFactory.getLogger(DenseCrf.class);

    private final Engine engine;

    /** Chooses the inner loops for this virtual machine and says which. */
    @Activate
    public DenseCrf(DenseCrfConfiguration configuration) {
        this(configuration, MathChoice.best());
        LOG.info(
                "Dense CRF computes with {}, and {} after a while",
                engine.choice().now().name(),
                engine.choice().better().name());
    }

    DenseCrf(DenseCrfConfiguration configuration, MathChoice choice) {
        this.engine = Engine.of(choice, configuration.threads(), pixels(configuration));
    }

    private static int pixels(DenseCrfConfiguration configuration) {
        return (int) (configuration.maxMegapixels() * 1e6);
    }

    @Override
    public RefinementModel open(StageContext context) {
        var configuration = context.settings().as(DenseCrfConfiguration.class);
        return new CrfModel(
                parameters(configuration),
                engine.within(configuration.threads(), pixels(configuration)),
                (float) configuration.leastScore());
    }

    @Override
    public PairwiseTerms pairwise(Image image, CrfParameters parameters) {
        return pairwise(image, parameters, engine);
    }

    static PairwiseTerms pairwise(Image image, CrfParameters parameters, Engine engine) {
        return (long) image.width() * image.height() <= engine.maxPixels()
                ? new WholeTerms(image, parameters, engine)
                : new TiledTerms(image, parameters, engine);
    }

    /**
     * The preset, with the values that are set in place of its own.
     *
     * @throws InvalidConfigurationException when a value is out of range
     */
    static CrfParameters parameters(DenseCrfConfiguration set) {
        CrfParameters preset = CrfParameters.preset(set.preset());
        return new CrfParameters(
                set.iterations() == -1 ? preset.iterations() : set.iterations(),
                or(set.gaussianWidth(), preset.gaussianWidth()),
                or(set.gaussianCompatibility(), preset.gaussianCompatibility()),
                or(set.bilateralWidth(), preset.bilateralWidth()),
                or(set.colourWidth(), preset.colourWidth()),
                or(set.bilateralCompatibility(), preset.bilateralCompatibility()));
    }

    /** Stops making inner loops ready. */
    @Deactivate
    void close() {
        engine.choice().close();
    }

    private static float or(float value, float preset) {
        return value == -1 ? preset : value;
    }
}
