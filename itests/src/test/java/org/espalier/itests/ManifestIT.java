package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import org.junit.Before;
import org.junit.Test;

/** The rules of docs/architecture.md that manifests can break. */
public class ManifestIT {
    private static final String OURS = "org.espalier.";

    /** What a plug-in's symbolic name begins with, after ours. */
    private static final List<String> PLUG_INS =
            List.of(
                    "crf.",
                    "dataset.",
                    "evaluator.",
                    "localizer.",
                    "method.",
                    "refiner.",
                    "segmenter.");

    private static final List<String> SEE_DJL =
            List.of(
                    "inference",
                    "frozen",
                    "classification",
                    "heads",
                    "training",
                    "localizer.",
                    "refiner.",
                    "segmenter.",
                    "method.");

    private final Map<String, Attributes> ours = new TreeMap<>();

    @Before
    public void read() throws IOException {
        for (Path jar : Product.bundles()) {
            String name = Product.symbolicName(jar);
            if (name.startsWith(OURS)) {
                ours.put(name.substring(OURS.length()), Product.manifest(jar).getMainAttributes());
            }
        }
        assertTrue(ours.keySet().toString(), ours.containsKey("api"));
    }

    private Set<String> imported(String bundle) {
        String header = ours.get(bundle).getValue("Import-Package");
        Set<String> packages = new TreeSet<>();
        // commas inside quotes belong to version ranges
        for (String clause :
                (header == null ? "" : header).split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
            packages.add(clause.split(";")[0].strip());
        }
        return packages;
    }

    private static boolean starts(String name, List<String> prefixes) {
        return prefixes.stream().anyMatch(name::startsWith);
    }

    @Test
    public void aPlugInImportsNoOtherPlugIn() {
        List<String> wrong = new ArrayList<>();
        for (String bundle : ours.keySet()) {
            for (String imported : imported(bundle)) {
                boolean plugIn =
                        imported.startsWith(OURS)
                                && starts(imported.substring(OURS.length()), PLUG_INS);
                if (plugIn) {
                    wrong.add(bundle + " imports " + imported);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    public void aPlugInImportsOnlyWhatIsBelow() {
        Set<String> below =
                Set.of(
                        "api",
                        "inference",
                        "frozen",
                        "classification",
                        "heads",
                        "training",
                        "weights",
                        "imaging");
        List<String> wrong = new ArrayList<>();
        ours.keySet().stream()
                .filter(bundle -> starts(bundle, PLUG_INS))
                .forEach(
                        bundle ->
                                imported(bundle).stream()
                                        .filter(p -> p.startsWith(OURS))
                                        .filter(p -> !below.contains(p.split("\\.")[2]))
                                        .forEach(p -> wrong.add(bundle + " imports " + p)));
        assertEquals(List.of(), wrong);
    }

    @Test
    public void onlyThoseWithANetworkSeeTheEngine() {
        List<String> wrong = new ArrayList<>();
        for (String bundle : ours.keySet()) {
            boolean sees = imported(bundle).stream().anyMatch(p -> p.startsWith("ai.djl"));
            if (sees && !starts(bundle, SEE_DJL) && !bundle.startsWith("djl")) {
                wrong.add(bundle);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    public void aWrappedLibraryIsSeenByOneBundle() {
        assertEquals(List.of("superpixel"), importing("boofcv"));
        assertEquals(List.of("graph.onnxruntime"), importing("ai.onnxruntime"));
    }

    private List<String> importing(String library) {
        return ours.keySet().stream()
                .filter(b -> imported(b).stream().anyMatch(p -> p.startsWith(library)))
                .toList();
    }

    @Test
    public void theApiDependsOnNothing() {
        Set<String> imported = imported("api");
        imported.removeIf(p -> p.startsWith("java.") || p.startsWith(OURS + "api"));
        assertEquals(Set.of(), imported);
    }

    @Test
    public void whatIsExportedCarriesAVersionAndWhatIsAPlugInExportsNothing() {
        List<String> wrong = new ArrayList<>();
        ours.forEach(
                (bundle, manifest) -> {
                    String exported = manifest.getValue("Export-Package");
                    if (exported != null && starts(bundle, PLUG_INS)) {
                        wrong.add(bundle + " exports " + exported);
                    }
                    if (exported != null
                            && !bundle.startsWith("djl")
                            && exported.contains("version=\"0.0.0\"")) {
                        wrong.add(bundle + " exports without a version");
                    }
                });
        assertEquals(List.of(), wrong);
    }
}
