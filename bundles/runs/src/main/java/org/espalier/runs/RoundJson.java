package org.espalier.runs;

import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import org.espalier.api.pipeline.RoundResult;

/** A round as a row has it; NaN becomes null and null NaN. */
final class RoundJson extends TypeAdapter<RoundResult> {
    @Override
    public void write(JsonWriter out, RoundResult round) throws IOException {
        out.beginObject();
        out.name("round").value(round.round());
        out.name("images").value(round.images());
        rate(out.name("mIoU"), round.mIoU());
        rate(out.name("precision"), round.precision());
        rate(out.name("coverage"), round.coverage());
        out.endObject();
    }

    private static void rate(JsonWriter out, double rate) throws IOException {
        if (Double.isFinite(rate)) {
            out.value(rate);
        } else {
            out.nullValue();
        }
    }

    @Override
    public RoundResult read(JsonReader in) throws IOException {
        int round = 0;
        long images = 0;
        double mIoU = Double.NaN;
        double precision = Double.NaN;
        double coverage = Double.NaN;
        in.beginObject();
        while (in.hasNext()) {
            switch (in.nextName()) {
                case "round" -> round = in.nextInt();
                case "images" -> images = in.nextLong();
                case "mIoU" -> mIoU = rate(in);
                case "precision" -> precision = rate(in);
                case "coverage" -> coverage = rate(in);
                default -> in.skipValue();
            }
        }
        in.endObject();
        return new RoundResult(round, images, mIoU, precision, coverage);
    }

    private static double rate(JsonReader in) throws IOException {
        if (in.peek() == JsonToken.NULL) {
            in.nextNull();
            return Double.NaN;
        }
        return in.nextDouble();
    }
}
