package org.espalier.api.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Failure;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.junit.jupiter.api.Test;

/** What a split does that knows nothing but its masks. */
class SplitTest {
    /** Two images; the second one's mask cannot be used. */
    private record Masks(byte label) implements Split {
        @Override
        public String name() {
            return "train";
        }

        @Override
        public List<Sample> samples() {
            return List.of(
                    new Sample("a", Tags.of(1), unread()), new Sample("b", Tags.of(1), unread()));
        }

        private static org.espalier.api.data.Source<org.espalier.api.data.Image> unread() {
            return () -> {
                throw new BadInputException("x", "is not asked for", "do not");
            };
        }

        @Override
        public List<Failure> rejected() {
            return List.of();
        }

        @Override
        public boolean hasTruth() {
            return true;
        }

        @Override
        public Optional<LabelMap> truth(Sample sample) throws BadInputException {
            if (sample.id().equals("b")) {
                throw new BadInputException("b.png", "is broken", "replace it");
            }
            return Optional.of(new LabelMap(2, 1, new byte[] {0, label}));
        }

        @Override
        public String fingerprint() {
            return "same";
        }
    }

    @Test
    void theTruthsFingerprintFollowsThePixelsAndABrokenMaskDoesNoHarm() throws Exception {
        String print = new Masks((byte) 1).truthFingerprint();
        assertEquals(print, new Masks((byte) 1).truthFingerprint());
        assertNotEquals(print, new Masks((byte) 2).truthFingerprint());
    }

    @Test
    void boxesAreNotKnown() throws Exception {
        Masks masks = new Masks((byte) 1);
        assertTrue(masks.boxes(masks.samples().get(0)).isEmpty());
    }
}
