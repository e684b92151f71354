package org.espalier.masks.coco;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.files.RootFolder;
import org.espalier.api.masks.Format;
import org.espalier.api.masks.MaskFormat;
import org.espalier.api.masks.MaskSet;
import org.espalier.masks.Classes;
import org.espalier.masks.JsonFile;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/**
 * A file of COCO's {@code instances} JSON: for each image one annotation for each class in it, all
 * its pixels together, as run lengths. Category ids are class ids, or class ids and 1 where there
 * is no background.
 *
 * <p>The background is no category and has no annotation; neither has void, so void is read again
 * as background, and what is read always has a background. Outlines (polygons) are read as well.
 */
@Component(name = "org.espalier.masks.coco")
@Designate(ocd = CocoConfiguration.class)
@Format("coco")
public final class CocoFormat implements MaskFormat {
    private final boolean compressed;

    /** Writes as configured. */
    @Activate
    public CocoFormat(CocoConfiguration configuration) {
        compressed = configuration.compressed();
    }

    @Override
    public boolean recognises(Path place) {
        return JsonFile.begins(place, '{');
    }

    @Override
    public MaskSet read(Path place) throws IOException {
        return CocoReader.read(place);
    }

    @Override
    public void write(MaskSet masks, Path place) throws IOException {
        ClassSet classes = Classes.of(masks);
        JsonFile.write(
                place,
                out -> {
                    out.beginObject();
                    out.name("info").beginObject();
                    out.name("description").value(masks.name()).endObject();
                    out.name("licenses").beginArray().endArray();
                    categories(out, classes);
                    images(out, masks, annotations(out, masks, classes, new RootFolder(place)));
                    out.endObject();
                });
    }

    private static int category(ClassSet classes, int classId) {
        return classes.background().isPresent() ? classId : classId + 1;
    }

    private static void categories(JsonWriter out, ClassSet classes) throws IOException {
        out.name("categories").beginArray();
        for (int id : classes.allTags().ids()) {
            out.beginObject();
            out.name("id").value(category(classes, id));
            out.name("name").value(classes.name(id));
            out.name("supercategory").value("");
            out.endObject();
        }
        out.endArray();
    }

    /** The annotations come first, so that each mask is read once; returns the masks' sizes. */
    private List<int[]> annotations(
            JsonWriter out, MaskSet masks, ClassSet classes, RootFolder root) throws IOException {
        List<int[]> sizes = new ArrayList<>();
        long annotation = 1;
        out.name("annotations").beginArray();
        for (String id : masks.ids()) {
            root.resolve(id, "the masks " + masks.name());
            LabelMap labels = masks.labels(id);
            sizes.add(new int[] {labels.width(), labels.height()});
            for (int classId : Classes.drawn(labels, classes, id)) {
                out.beginObject();
                out.name("id").value(annotation++);
                out.name("image_id").value(sizes.size());
                out.name("category_id").value(category(classes, classId));
                region(out, labels, CocoRegion.of(labels, classId));
                out.name("iscrowd").value(0);
                out.endObject();
            }
        }
        out.endArray();
        return sizes;
    }

    private void region(JsonWriter out, LabelMap labels, CocoRegion region) throws IOException {
        out.name("segmentation").beginObject();
        out.name("size").beginArray();
        out.value(labels.height()).value(labels.width()).endArray();
        out.name("counts");
        if (compressed) {
            out.value(CocoRle.compress(region.counts()));
        } else {
            out.beginArray();
            for (int count : region.counts()) {
                out.value(count);
            }
            out.endArray();
        }
        out.endObject();
        out.name("area").value(region.area());
        out.name("bbox").beginArray().value(region.left()).value(region.top());
        out.value(region.width()).value(region.height()).endArray();
    }

    private static void images(JsonWriter out, MaskSet masks, List<int[]> sizes)
            throws IOException {
        out.name("images").beginArray();
        int number = 0;
        for (String id : masks.ids()) {
            int[] size = sizes.get(number++);
            out.beginObject();
            out.name("id").value(number);
            out.name("file_name").value(masks.photograph(id));
            out.name("width").value(size[0]);
            out.name("height").value(size[1]);
            out.endObject();
        }
        out.endArray();
    }
}
