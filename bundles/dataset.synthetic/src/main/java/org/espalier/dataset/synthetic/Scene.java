package org.espalier.dataset.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.api.data.Tags;

/**
 * What is to be painted: a backdrop, one to three objects apart from each other, and where the
 * light comes from.
 *
 * @param lightX towards the light; {@code lightX² + lightY² = 1}
 */
record Scene(
        int width,
        int height,
        Backdrop backdrop,
        List<SceneObject> objects,
        double lightX,
        double lightY) {
    private static final int TRIES = 30;

    /**
     * A scene, which depends on these values alone.
     *
     * @param classes how many classes occur
     * @param seed stands for the data set, split and number of the scene
     * @param first which class certainly occurs, 0 to {@code classes - 1}
     */
    static Scene draw(int width, int height, int classes, long seed, int first) {
        SplittableRandom random = new SplittableRandom(seed);
        double size = Math.min(width, height);
        double light = random.nextDouble(-2.4, -0.7);
        Backdrop backdrop = Backdrop.draw(size, random);
        int wanted = 1 + random.nextInt(3);
        List<SceneObject> objects = new ArrayList<>();
        for (int attempt = 0; attempt < TRIES && objects.size() < wanted; attempt++) {
            double radius = size * random.nextDouble(0.16, 0.28);
            double x = random.nextDouble(0.75 * radius, width - 0.75 * radius);
            double y = random.nextDouble(0.75 * radius, height - 0.75 * radius);
            if (objects.stream().allMatch(o -> apart(o, x, y, radius))) {
                int kind = objects.isEmpty() ? first : random.nextInt(classes);
                objects.add(SceneObject.draw(SceneClass.values()[kind], x, y, radius, random));
            }
        }
        return new Scene(
                width,
                height,
                backdrop,
                List.copyOf(objects),
                StrictMath.cos(light),
                StrictMath.sin(light));
    }

    /** Objects may touch and overlap a little, never so much that one hides another. */
    private static boolean apart(SceneObject object, double x, double y, double radius) {
        double dx = object.x() - x;
        double dy = object.y() - y;
        double reach = 0.92 * (object.radius() + radius);
        return dx * dx + dy * dy > reach * reach;
    }

    Tags tags() {
        return Tags.of(objects.stream().mapToInt(object -> object.kind().id()).toArray());
    }
}
