package org.espalier.dataset.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.api.data.Image;
import org.junit.jupiter.api.Test;

class SceneTest {
    private static Scene scene(long seed) {
        return Scene.draw(128, 96, 6, seed, (int) (seed % 6));
    }

    @Test
    void objectsKeepApartAndTheirCentresAreInside() {
        int[] counts = new int[4];
        for (long seed = 0; seed < 500; seed++) {
            List<SceneObject> objects = scene(seed).objects();
            counts[objects.size()]++;
            for (SceneObject a : objects) {
                assertTrue(a.x() > 0 && a.x() < 128 && a.y() > 0 && a.y() < 96);
                for (SceneObject b : objects) {
                    double between = Math.hypot(a.x() - b.x(), a.y() - b.y());
                    assertTrue(a == b || between >= 0.92 * (a.radius() + b.radius()) - 1e-9);
                }
            }
        }
        assertEquals(0, counts[0]);
        assertTrue(counts[1] > 100 && counts[2] > 100 && counts[3] > 50);
    }

    @Test
    void theFirstClassCertainlyOccurs() {
        for (long seed = 0; seed < 60; seed++) {
            assertTrue(scene(seed).tags().contains(1 + (int) (seed % 6)));
        }
    }

    /** Far from an object its distance is only bounded; near it, it is the shape's. */
    @Test
    void theShortCutNeverChangesWhatIsNear() {
        for (long seed = 0; seed < 30; seed++) {
            for (SceneObject o : scene(seed).objects()) {
                for (int i = 0; i < 360; i += 7) {
                    for (double share : new double[] {0.2, 0.9, 1.3, 2.05, 2.2, 3}) {
                        double dx = StrictMath.cos(i) * o.radius() * share;
                        double dy = StrictMath.sin(i) * o.radius() * share;
                        double u = (o.cos() * dx + o.sin() * dy) / o.radius();
                        double v = (o.cos() * dy - o.sin() * dx) / o.radius();
                        double exact = o.kind().shape().distance(u, v) * o.radius();
                        double found = o.distance(o.x() + dx, o.y() + dy);
                        if (share < 2) {
                            assertEquals(exact, found, 1e-6);
                        } else {
                            assertTrue(found > 0.8 * o.radius());
                        }
                    }
                }
            }
        }
    }

    /** Golden: the same seed draws the same bytes in every release. */
    @Test
    void theSameBytesForEver() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (long seed = 0; seed < 6; seed++) {
            digest.update(SceneArtist.paint(scene(seed)).rgb());
            digest.update(SceneArtist.mask(scene(seed)).labels());
        }
        assertEquals(
                "2e34031aebfce542336be7ef4e785f85dec661ac6da850a7fc79cdc70739339b",
                HexFormat.of().formatHex(digest.digest()),
                "the painting has changed: results on it are no longer comparable");
    }

    @Test
    void lightFallsOnTheSideItComesFrom() {
        double towards = 0;
        for (long seed = 0; seed < 60; seed++) {
            Scene scene = scene(seed);
            Image image = SceneArtist.paint(scene);
            SceneObject o = scene.objects().get(0);
            for (double reach = 0.3; reach < 0.85; reach += 0.1) {
                towards += brightness(image, o, scene, reach) - brightness(image, o, scene, -reach);
            }
        }
        assertTrue(towards > 0, "brighter by " + towards);
    }

    private static double brightness(Image image, SceneObject o, Scene scene, double reach) {
        int x = (int) (o.x() + scene.lightX() * reach * o.radius());
        int y = (int) (o.y() + scene.lightY() * reach * o.radius());
        boolean inside = x >= 0 && y >= 0 && x < image.width() && y < image.height();
        return inside ? image.value(x, y, 1) : 128;
    }

    @Test
    void noiseIsSmoothAndBoundedAndFollowsItsSeed() {
        Noise noise = new Noise(3);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2000; i++) {
            double x = random.nextDouble(-50, 50);
            double y = random.nextDouble(-50, 50);
            float value = noise.at(x, y);
            assertTrue(value >= 0 && value <= 1);
            assertEquals(value, noise.at(x + 1e-4, y - 1e-4), 1e-2);
            assertTrue(noise.rough(x, y) >= 0 && noise.rough(x, y) <= 1);
        }
        assertEquals(noise.value(-7, 12), noise.at(-7, 12), 1e-6);
        assertNotEquals(noise.at(0.3, 0.4), new Noise(4).at(0.3, 0.4));
    }

    @Test
    void backdropsAreMutedAndOfThreeKinds() {
        SplittableRandom random = new SplittableRandom(8);
        boolean[] seen = new boolean[3];
        for (int i = 0; i < 60; i++) {
            Backdrop backdrop = Backdrop.draw(128, random);
            seen[backdrop.pattern()] = true;
            for (int at = 0; at < 128; at += 9) {
                Colour c = backdrop.at(at, 128 - at);
                float high = Math.max(c.red(), Math.max(c.green(), c.blue()));
                float low = Math.min(c.red(), Math.min(c.green(), c.blue()));
                assertTrue(high < 1.15 && low > 0.05, c::toString);
                assertTrue(high - low < 0.5, c::toString);
            }
        }
        assertTrue(seen[0] && seen[1] && seen[2]);
    }
}
