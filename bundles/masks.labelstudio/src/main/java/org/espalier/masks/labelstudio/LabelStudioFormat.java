package org.espalier.masks.labelstudio;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
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
 * A file of tasks that Label Studio imports: for each image one prediction, with one brush mask for
 * each class in it.
 *
 * <p>The background and void have no mask, so both are read again as background, and what is read
 * always has a background; classes are those that occur, by name. Of a task that comes back from
 * Label Studio the first annotation that was not cancelled is read, else the first prediction;
 * tasks that have neither are left out.
 */
@Component(name = "org.espalier.masks.labelstudio")
@Designate(ocd = LabelStudioConfiguration.class)
@Format("labelstudio")
public final class LabelStudioFormat implements MaskFormat {
    private final LabelStudioConfiguration configuration;

    /** Writes as configured. */
    @Activate
    public LabelStudioFormat(LabelStudioConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public boolean recognises(Path place) {
        return JsonFile.begins(place, '[');
    }

    @Override
    public MaskSet read(Path place) throws IOException {
        return LabelStudioReader.read(place);
    }

    @Override
    public void write(MaskSet masks, Path place) throws IOException {
        ClassSet classes = Classes.of(masks);
        RootFolder root = new RootFolder(place);
        JsonFile.write(
                place,
                out -> {
                    out.beginArray();
                    for (String id : masks.ids()) {
                        root.resolve(id, "the masks " + masks.name());
                        task(out, masks, classes, id);
                    }
                    out.endArray();
                });
    }

    private void task(JsonWriter out, MaskSet masks, ClassSet classes, String id)
            throws IOException {
        LabelMap labels = masks.labels(id);
        out.beginObject();
        out.name("data").beginObject();
        out.name("image").value(configuration.imagePrefix() + masks.photograph(id));
        out.name(LabelStudioReader.ID).value(id);
        out.name(LabelStudioReader.WIDTH).value(labels.width());
        out.name(LabelStudioReader.HEIGHT).value(labels.height());
        out.endObject();
        out.name("predictions").beginArray().beginObject();
        out.name("model_version").value("espalier");
        if (masks.confidence(id).isPresent()) {
            out.name("score").value(masks.confidence(id).getAsDouble());
        }
        out.name("result").beginArray();
        for (int classId : Classes.drawn(labels, classes, id)) {
            region(out, labels, classId, classes.name(classId));
        }
        out.endArray().endObject().endArray().endObject();
    }

    private void region(JsonWriter out, LabelMap labels, int classId, String name)
            throws IOException {
        out.beginObject();
        out.name("id").value("class" + classId);
        out.name("type").value("brushlabels");
        out.name("from_name").value(configuration.fromName());
        out.name("to_name").value(configuration.toName());
        out.name("original_width").value(labels.width());
        out.name("original_height").value(labels.height());
        out.name("image_rotation").value(0);
        out.name("value").beginObject();
        out.name("format").value("rle");
        out.name("rle").beginArray();
        for (byte value : BrushRle.of(labels, classId).bytes()) {
            out.value(value & 0xff);
        }
        out.endArray();
        out.name("brushlabels").beginArray().value(name).endArray();
        out.endObject().endObject();
    }
}
