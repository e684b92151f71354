package org.espalier.refiner.selftraining;

import java.io.IOException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.stage.RefinementModel;
import org.espalier.inference.Parameters;

/** Makes seeds of the scores of any image, with the head of the last round if there is one. */
final class SeedModel implements RefinementModel {
    private final Look look;
    private final Seeds seeds;
    private final Parameters head;
    private final ClassSet classes;

    /**
     * @param head null for none; closed with the model
     */
    SeedModel(Look look, Seeds seeds, Parameters head, ClassSet classes) {
        this.look = look;
        this.seeds = seeds;
        this.head = head;
        this.classes = classes;
    }

    @Override
    public ScoreMap refine(Image image, ScoreMap scores) throws IOException {
        Planes planes = Planes.of(scores, classes, image, look.width(image), look.height(image));
        if (planes.ids().length == 0) {
            return planes.toScores(image);
        }
        return seeds.of(planes, look.at(image, head != null), head).toScores(image);
    }

    @Override
    public void close() {
        if (head != null) {
            head.close();
        }
    }
}
