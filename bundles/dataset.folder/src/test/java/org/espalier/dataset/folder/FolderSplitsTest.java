package org.espalier.dataset.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Tags;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSplitsTest {
    @TempDir Path root;

    private TestFolder twenty() throws Exception {
        TestFolder folder = new TestFolder(root);
        for (int i = 0; i < 10; i++) {
            folder.photographs("cat/" + i + ".jpg", "dog/" + i + ".jpg");
        }
        return folder;
    }

    @Test
    void aShareIsKeptForValidationAlwaysTheSame() throws Exception {
        Dataset data = twenty().open();
        Split train = data.split("train");
        Split val = data.split("val");
        assertEquals("val", data.validationSplit());
        assertEquals(16, train.samples().size());
        assertEquals(4, val.samples().size());
        assertEquals(20, data.split("all").samples().size());
        List<String> both = new ArrayList<>(TestFolder.ids(train));
        both.addAll(TestFolder.ids(val));
        Collections.sort(both);
        assertEquals(both, TestFolder.ids(data.split("all")));
        assertEquals(TestFolder.ids(val), TestFolder.ids(twenty().open().split("val")));
        assertNotEquals(train.fingerprint(), val.fingerprint());
        assertEquals(train.fingerprint(), data.split("train").fingerprint());
    }

    @Test
    void theShareIsConfigured() throws Exception {
        TestFolder folder = twenty();
        assertEquals(10, folder.open("valShare", 0.5).split("val").samples().size());
        Dataset whole = folder.open("valShare", 0.0);
        assertEquals(List.of("train", "all"), whole.splits());
        assertEquals("train", whole.validationSplit());
        assertEquals(20, whole.split("train").samples().size());
    }

    @Test
    void ofTwoImagesOneIsKept() throws Exception {
        Dataset data = new TestFolder(root).photographs("cat/1.jpg", "dog/1.jpg").open();
        assertEquals(1, data.split("train").samples().size());
        assertEquals(1, data.split("val").samples().size());
    }

    @Test
    void ofOneImageNone() throws Exception {
        Dataset data = new TestFolder(root).photographs("cat/1.jpg").open();
        assertEquals(List.of("train", "all"), data.splits());
    }

    @Test
    void subfoldersTrainAndValAreSplits() throws Exception {
        TestFolder folder =
                new TestFolder(root)
                        .photographs("train/cat/1.jpg", "train/dog/1.jpg", "val/cat/1.jpg")
                        .mask("cat/1", 1);
        Dataset data = folder.open();
        assertEquals(List.of("train", "val", "all"), data.splits());
        assertEquals(List.of("cat-1", "dog-1"), TestFolder.ids(data.split("train")));
        assertEquals(List.of("cat-1-2"), TestFolder.ids(data.split("val")));
        assertEquals(Tags.of(1), data.split("val").samples().get(0).tags());
    }

    @Test
    void eachPartMayHaveItsOwnLabelFile() throws Exception {
        TestFolder folder = new TestFolder(root).photographs("train/1.jpg", "val/2.jpg");
        folder.text("train/labels.csv", "1.jpg,cat\nbad\n")
                .text("val/labels.csv", "2.jpg,dog\n3.jpg,dog\n");
        Dataset data = folder.open();
        assertEquals(List.of("1"), TestFolder.ids(data.split("train")));
        assertEquals(List.of("2"), TestFolder.ids(data.split("val")));
        assertEquals("train/labels.csv line 2", data.split("val").rejected().get(0).id());
        assertEquals("val/labels.csv line 2", data.split("val").rejected().get(1).id());
    }

    @Test
    void orThereAreTwoLabelFilesAtTheTop() throws Exception {
        TestFolder folder = new TestFolder(root).photographs("i/1.jpg", "i/2.jpg");
        folder.text("train.csv", "i/1.jpg,cat\n").text("val.csv", "i/2.jpg,cat\n");
        Dataset data = folder.open();
        assertEquals(List.of("i-1"), TestFolder.ids(data.split("train")));
        assertEquals(List.of("i-2"), TestFolder.ids(data.split("val")));
    }

    @Test
    void aColumnNamesTheSplits() throws Exception {
        TestFolder folder = new TestFolder(root).photographs("1.jpg", "2.jpg", "3.jpg", "4.jpg");
        folder.text(
                "labels.csv",
                "file,tags,split\n1.jpg,cat,test\n2.jpg,cat,val\n3.jpg,cat,\n4.jpg,cat,all\n");
        Dataset data = folder.open();
        assertEquals(List.of("train", "val", "test", "all"), data.splits());
        assertEquals(List.of("3"), TestFolder.ids(data.split("train")));
        assertEquals(List.of("1"), TestFolder.ids(data.split("test")));
        assertEquals(4, data.split("all").samples().size());
        var e = assertThrows(BadInputException.class, () -> data.split("none"));
        assertTrue(e.getMessage().contains("there are train, val, test, all"), e.getMessage());
    }

    @Test
    void idsCanBeFileNamesAndAreUnique() throws Exception {
        TestFolder folder =
                new TestFolder(root)
                        .photographs(
                                "cat/a b*?.jpg",
                                "cat/a-b.jpg",
                                "cat/A-B.jpg",
                                "cat/a_b__.jpg",
                                "cat/\u00e9t\u00e9.jpg",
                                "cat/x.tar.jpg",
                                "cat/" + "long".repeat(50) + ".jpg");
        List<String> ids = TestFolder.ids(folder.all());
        assertEquals(7, ids.stream().map(String::toLowerCase).distinct().count());
        assertTrue(
                ids.stream().allMatch(id -> id.matches("[\\p{L}\\p{N}._-]{1,124}")), ids::toString);
        assertTrue(ids.containsAll(List.of("cat-A-B", "cat-a-b-2", "cat-a_b__", "cat-a_b__-2")));
        assertTrue(ids.contains("cat-x.tar"));
    }
}
