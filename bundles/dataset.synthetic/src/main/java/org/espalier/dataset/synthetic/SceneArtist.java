package org.espalier.dataset.synthetic;

import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;

/** Paints a scene, or its exact mask. */
final class SceneArtist {
    private SceneArtist() {}

    /** The photograph: outlines are smooth, objects are lit and cast a shadow. */
    static Image paint(Scene scene) {
        byte[] rgb = new byte[3 * scene.width() * scene.height()];
        for (int y = 0, out = 0; y < scene.height(); y++) {
            for (int x = 0; x < scene.width(); x++) {
                Colour colour = colour(scene, x + 0.5, y + 0.5);
                rgb[out++] = toByte(colour.red());
                rgb[out++] = toByte(colour.green());
                rgb[out++] = toByte(colour.blue());
            }
        }
        return new Image(scene.width(), scene.height(), rgb);
    }

    private static Colour colour(Scene scene, double x, double y) {
        Colour colour = scene.backdrop().at(x, y);
        for (SceneObject object : scene.objects()) {
            double distance = object.distance(x, y);
            double reach = object.radius() * 0.16;
            double behind = object.distance(x + scene.lightX() * reach, y + scene.lightY() * reach);
            float shadow = (float) clamp(0.5 - behind / (1.6 * reach));
            colour = colour.towards(Colour.BLACK, 0.42f * shadow);
            double cover = clamp(0.5 - distance);
            if (cover > 0) {
                Colour lit = object.surface(x, y).times(light(scene, object, x, y, distance));
                colour = colour.towards(lit, (float) cover);
            }
        }
        double towards =
                (x / scene.width() - 0.5) * scene.lightX()
                        + (y / scene.height() - 0.5) * scene.lightY();
        return colour.times((float) (1 + 0.22 * towards));
    }

    /** A gentle dome, brighter towards the light, with an edge that catches it. */
    private static float light(
            Scene scene, SceneObject object, double x, double y, double distance) {
        double u = (x - object.x()) / object.radius();
        double v = (y - object.y()) / object.radius();
        double facing = u * scene.lightX() + v * scene.lightY();
        double edge = clamp(1 + distance / (0.09 * object.radius()));
        return (float) (1 + 0.2 * facing + 0.3 * edge * facing - 0.1 * edge);
    }

    /** The mask: the class of the foremost object at each pixel's centre. */
    static LabelMap mask(Scene scene) {
        byte[] labels = new byte[scene.width() * scene.height()];
        for (int y = 0, out = 0; y < scene.height(); y++) {
            for (int x = 0; x < scene.width(); x++, out++) {
                for (SceneObject object : scene.objects()) {
                    if (object.distance(x + 0.5, y + 0.5) < 0) {
                        labels[out] = (byte) object.kind().id();
                    }
                }
            }
        }
        return new LabelMap(scene.width(), scene.height(), labels);
    }

    private static double clamp(double value) {
        return Math.max(0, Math.min(1, value));
    }

    private static byte toByte(float value) {
        return (byte) Math.round(255 * clamp(value));
    }
}
