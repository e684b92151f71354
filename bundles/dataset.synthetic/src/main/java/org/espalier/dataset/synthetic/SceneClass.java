package org.espalier.dataset.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.espalier.api.data.ClassSet;

/**
 * What objects there are: each has its outline, and its texture all over, so that every part of an
 * object tells its class. Colours lean towards a hue but do not settle the class.
 */
enum SceneClass {
    DISC(Shape.DISC, Texture.DOTS),
    SQUARE(Shape.SQUARE, Texture.CHECKER),
    TRIANGLE(Shape.TRIANGLE, Texture.STRIPES),
    RING(Shape.RING, Texture.BLOTCHES),
    CROSS(Shape.CROSS, Texture.GRID),
    STAR(Shape.STAR, Texture.CHEVRONS);

    private final Shape shape;
    private final Texture texture;

    SceneClass(Shape shape, Texture texture) {
        this.shape = shape;
        this.texture = texture;
    }

    Shape shape() {
        return shape;
    }

    Texture texture() {
        return texture;
    }

    /** The class id: 0 is the background. */
    int id() {
        return ordinal() + 1;
    }

    /** The first so many classes, and the background. */
    static ClassSet classes(int count) {
        List<String> names = new ArrayList<>(List.of("background"));
        for (int k = 0; k < count; k++) {
            names.add(values()[k].name().toLowerCase(Locale.ROOT));
        }
        return ClassSet.withBackground(names);
    }
}
