package org.espalier.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.espalier.itests.StartScript.Outcome;
import org.espalier.itests.bad.BadAnnotations;
import org.espalier.itests.bad.BadConfigurations;
import org.espalier.itests.bad.BadFile;
import org.espalier.itests.bad.BadImages;
import org.espalier.itests.bad.BadLists;
import org.espalier.itests.bad.BadMasks;
import org.espalier.itests.bad.BadScores;
import org.espalier.itests.bad.BadShapes;
import org.espalier.itests.bad.BadTables;
import org.espalier.itests.bad.BadWeights;
import org.espalier.itests.bad.Pixels;
import org.junit.Test;

/**
 * Files that are bad for one command are given to all that take a file. The long form tries each
 * with each, the short form one in five.
 */
public class EnduresWrongKindIT extends BadInputTest {
    private static final int STRIDE = Tally.LONG ? 1 : 5;

    private static List<BadFile> all() throws IOException {
        List<BadFile> all = new ArrayList<>(BadImages.all());
        all.addAll(BadMasks.all());
        all.addAll(BadShapes.coco());
        all.addAll(BadShapes.labelStudio());
        all.addAll(BadTables.ofOneLine());
        all.addAll(BadTables.whole());
        all.addAll(BadLists.ofOneLine());
        all.addAll(BadLists.whole());
        all.addAll(BadAnnotations.all());
        all.addAll(BadConfigurations.all());
        all.addAll(BadWeights.safetensors());
        all.addAll(BadWeights.otherFormats());
        all.addAll(BadScores.all());
        return all;
    }

    private String[][] commandsOn(String file, Path good) {
        String truth = good.getParent().toString();
        return new String[][] {
            {"evaluate", "--pred", file, "--truth", truth},
            {"evaluate", "--pred", truth, "--truth", file},
            {"evaluate", "--pred", truth, "--truth", truth, "--classes", file},
            {"crf", "--labels", file, "--image", good.toString(), "--out", home + "/out.png"},
            {"crf", "--labels", good.toString(), "--image", file, "--out", home + "/out.png"},
            {"fetch", "mobilenetv2", "--from", file},
            {"superpixels", "--data", file},
            {"predict", file, "--images", truth, "--out", home + "/out"},
            {"show", file},
            {"compare", file, file},
            {"table", file},
            {"runs", "--runs", file},
        };
    }

    @Test
    public void anyFileForAnyCommand() throws Exception {
        Path good = folder("good").resolve("good.png");
        Files.write(good, Pixels.mask(40, 30, 1));
        List<BadFile> all = all();
        int number = 0;
        for (int i = 0; i < all.size(); i++) {
            // names repeat among kinds
            String file = all.get(i).in(folder("any/" + i)).toString();
            for (String[] command : commandsOn(file, good)) {
                if (number++ % STRIDE == 0) {
                    Outcome outcome = commands.run(command);
                    String what = String.join(" ", command);
                    // any text will do for a list of classes
                    boolean right = outcome.code() == 0 || what.contains("--classes");
                    String culprit = right ? "" : all.get(i).name();
                    verdict.command(what, outcome, Set.of(0, 1, 2), culprit);
                }
            }
        }
        verdict.end();
    }
}
