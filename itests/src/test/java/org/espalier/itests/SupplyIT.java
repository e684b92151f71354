package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.Test;

/** What is in the product is what is said to be in it. */
public class SupplyIT {
    /** The digests of all libraries, as they were when a person took them in. */
    private static final Path RECORDED =
            Product.HOME.resolve("../../features/third-party.sha256").normalize();

    private static Map<String, JsonObject> bill() throws IOException {
        Map<String, JsonObject> bill = new TreeMap<>();
        JsonObject bom =
                JsonParser.parseString(Files.readString(Product.HOME.resolve("bom.json")))
                        .getAsJsonObject();
        assertEquals("CycloneDX", bom.get("bomFormat").getAsString());
        for (JsonElement each : bom.getAsJsonArray("components")) {
            JsonObject component = each.getAsJsonObject();
            bill.put(digest(component), component);
        }
        return bill;
    }

    private static String digest(JsonObject component) {
        for (JsonElement each : component.getAsJsonArray("hashes")) {
            JsonObject hash = each.getAsJsonObject();
            if (hash.get("alg").getAsString().equals("SHA-256")) {
                return hash.get("content").getAsString();
            }
        }
        throw new AssertionError("no SHA-256: " + component);
    }

    private static String name(JsonObject component) {
        String classifier =
                component
                        .get("purl")
                        .getAsString()
                        .replaceAll(".*[?&]classifier=([^&]*).*|.*", "$1");
        return "%s:%s:%s%s"
                .formatted(
                        component.get("group").getAsString(),
                        component.get("name").getAsString(),
                        component.get("version").getAsString(),
                        classifier.isEmpty() ? "" : ":" + classifier);
    }

    private static boolean isOurs(JsonObject component) {
        return component.get("group").getAsString().equals("org.espalier");
    }

    @Test
    public void everyJarThatShipsStandsInTheBillOfMaterialsWithItsDigest() throws Exception {
        List<Path> jars = new ArrayList<>(Product.bundles());
        try (var files = Files.walk(Product.HOME)) {
            files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !jars.contains(file))
                    .forEach(jars::add);
        }
        assertTrue("jars: " + jars.size(), jars.size() > 60);
        Map<String, JsonObject> bill = bill();
        List<String> missing = new ArrayList<>();
        for (Path jar : jars) {
            if (!bill.containsKey(Product.digest(jar))) {
                missing.add(Product.HOME.relativize(jar).toString());
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    public void everyLibraryHasALicenceAndTheBytesThatWereTakenIn() throws Exception {
        TreeSet<String> found = new TreeSet<>();
        List<String> free = new ArrayList<>();
        for (Map.Entry<String, JsonObject> each : bill().entrySet()) {
            if (!isOurs(each.getValue())) {
                found.add(each.getKey() + "  " + name(each.getValue()));
                if (!each.getValue().has("licenses")) {
                    free.add(name(each.getValue()));
                }
            }
        }
        TreeSet<String> recorded = new TreeSet<>();
        for (String line : Files.readAllLines(RECORDED)) {
            if (!line.startsWith("#")) {
                recorded.add(line);
            }
        }
        assertEquals(
                "a library came, went or changed its bytes: see whether that was meant, then write"
                        + " the lines into "
                        + RECORDED.getFileName(),
                String.join("\n", recorded),
                String.join("\n", found));
        assertEquals("without a licence", List.of(), free);
    }
}
