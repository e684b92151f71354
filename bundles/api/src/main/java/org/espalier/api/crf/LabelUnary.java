package org.espalier.api.crf;

import java.util.Arrays;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;

/** The unary term of given labels. */
final class LabelUnary implements Unary {
    private static final int UNSURE = -1;

    private final LabelMap labels;
    private final int[] classIds;
    private final int[] index = new int[256];
    private final float given;
    private final float other;
    private final float unsure;

    LabelUnary(LabelMap labels, int[] classIds, double confidence) throws BadInputException {
        if (!(confidence > 0 && confidence < 1)) {
            throw new InvalidConfigurationException(
                    "confidence", "is " + confidence, "a number between 0 and 1");
        }
        this.labels = labels;
        this.classIds = classIds.clone();
        int count = classIds.length;
        given = (float) -Math.log(confidence);
        other = count < 2 ? given : (float) -Math.log((1.0 - confidence) / (count - 1));
        unsure = (float) Math.log(Math.max(1, count));
        Arrays.fill(index, UNSURE);
        for (int label = 0; label < count; label++) {
            index[classIds[label]] = label;
        }
        for (int id : labels.present()) {
            if (index[id] == UNSURE) {
                throw new BadInputException(
                        "label " + id,
                        "is not among " + Arrays.toString(classIds),
                        "labels of the set, or " + ClassSet.VOID + " where unsure");
            }
        }
    }

    @Override
    public int[] classIds() {
        return classIds.clone();
    }

    @Override
    public int width() {
        return labels.width();
    }

    @Override
    public int height() {
        return labels.height();
    }

    @Override
    public void energies(int x, int y, int count, float[] into, int at, int stride) {
        byte[] ids = labels.labels();
        int from = y * labels.width() + x;
        for (int i = 0; i < count; i++) {
            int label = index[ids[from + i] & 0xff];
            int out = at + i * stride;
            Arrays.fill(into, out, out + classIds.length, label == UNSURE ? unsure : other);
            if (label != UNSURE) {
                into[out + label] = given;
            }
        }
    }
}
