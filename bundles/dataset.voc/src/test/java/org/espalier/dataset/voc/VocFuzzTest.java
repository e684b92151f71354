package org.espalier.dataset.voc;

import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.api.dataset.LabelsCsv;
import org.espalier.testing.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocFuzzTest {
    @TempDir Path folder;

    @Test
    void lists() throws Exception {
        VocLayout layout = new VocLayout(folder);
        new Fuzz(
                        folder.resolve("fuzzed.txt"),
                        file -> {
                            for (ImageSetList.Line line : ImageSetList.read(file).lines()) {
                                layout.photograph(line.id(), line.place());
                            }
                        })
                .from("2007_000032\n2007_000039\n2007_000063\n")
                .from("\ufeff2007_000032\r\n\r\n2007_000039")
                .with("../", "\0", "\r", "/", "\u00e4")
                .run();
    }

    @Test
    void tables() throws Exception {
        new Fuzz(folder.resolve("fuzzed.csv"), LabelsCsv::read)
                .from("file,tags,split\na.jpg,cat;dog,train\n\"b, c.jpg\",\"cat\",val\n")
                .from("\ufeffa.jpg,cat\r\nb.jpg,\r\n")
                .with("\"\"", ",,", "split", "file", "\u00e4")
                .run();
    }

    @Test
    void annotations() throws Exception {
        Path file = Files.createDirectories(folder.resolve("Annotations")).resolve("fuzzed.xml");
        AnnotationTags tags = new AnnotationTags(new VocLayout(folder));
        new Fuzz(file, fuzzed -> tags.of("fuzzed", "val.txt line 1"))
                .from(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <annotation><filename>2007_000032.jpg</filename>
                          <size><width>500</width><height>281</height><depth>3</depth></size>
                          <object><name>cat</name><difficult>1</difficult>
                            <bndbox><xmin>104</xmin><ymin>78</ymin></bndbox></object>
                          <object><name>person</name><part><name>head</name></part></object>
                        </annotation>
                        """)
                .from("<annotation/>")
                .with(
                        "<object>",
                        "</object>",
                        "<![CDATA[",
                        "<!--",
                        "<!ENTITY x SYSTEM \"a\">",
                        "xmlns:")
                .with("<?xml version=\"1.1\" encoding=\"UTF-16\"?>", "&amp;", "&#x9;", "name=\"1\"")
                .run();
    }
}
