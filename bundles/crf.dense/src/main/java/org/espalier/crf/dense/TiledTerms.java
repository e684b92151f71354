package org.espalier.crf.dense;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.PairwiseTerms;
import org.espalier.api.crf.Unary;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pairwise terms of an image too large to be computed as one. Tile after tile is inferred with
 * a margin of two standard deviations of the wider kernel, and the margin is cut off: pixels
 * farther apart do not hear of each other. Lattices are built anew for every unary term.
 */
final class TiledTerms implements PairwiseTerms {
    private static final Logger LOG = LoggerFactory.getLogger(TiledTerms.class);

    private final Image image;
    private final CrfParameters parameters;
    private final Engine engine;
    private final List<Tile> tiles;

    TiledTerms(Image image, CrfParameters parameters, Engine engine) {
        this.image = image;
        this.parameters = parameters;
        this.engine = engine;
        float reach = parameters.gaussianWidth();
        if (parameters.bilateralCompatibility() > 0) {
            reach = Math.max(reach, parameters.bilateralWidth());
        }
        int side = (int) Math.sqrt(engine.maxPixels());
        int margin = (int) Math.min(Math.ceil(2 * reach), side / 4);
        tiles = tiles(image.width(), image.height(), side - 2 * margin, margin);
        LOG.info(
                "{} x {} pixels are inferred in {} tiles of up to {} x {}, {} of them margin",
                image.width(),
                image.height(),
                tiles.size(),
                side,
                side,
                margin);
    }

    private static List<Tile> tiles(int width, int height, int core, int margin) {
        int columns = (width + core - 1) / core;
        int rows = (height + core - 1) / core;
        List<Tile> tiles = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                tiles.add(
                        new Tile(
                                Tile.Span.of(width, columns, column, margin),
                                Tile.Span.of(height, rows, row, margin)));
            }
        }
        return tiles;
    }

    @Override
    public ScoreMap infer(Unary unary) throws BadInputException {
        int[] classIds = unary.classIds();
        long cells = (long) image.width() * image.height() * classIds.length;
        if (cells > Integer.MAX_VALUE - 8) {
            throw new BadInputException(
                    image.toString(),
                    "has too many pixels for %d labels".formatted(classIds.length),
                    "a smaller image, or fewer labels");
        }
        float[] planes = new float[(int) cells];
        for (Tile tile : tiles) {
            try (WholeTerms terms = new WholeTerms(tile.of(image), parameters, engine)) {
                tile.store(terms.infer(tile.of(unary)), planes, image.width(), image.height());
            }
        }
        return new ScoreMap(classIds, image.width(), image.height(), planes);
    }

    @Override
    public void close() {
        // holds nothing
    }
}
