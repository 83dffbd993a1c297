package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.FieldMask;
import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.Mismatch;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;

/** Field masks as text: the paths with commas between them. */
final class FieldMasks {
    private static final FieldNames FIELDS = FieldNames.all(FieldMask.getDescriptor());

    private FieldMasks() {}

    static Object read(FieldValues values, int index) throws Mismatch {
        FieldValues paths = FieldReaders.orElse(
                WireMessage.read(FIELDS, values.slice(index)).get(0), FieldValues.NONE);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < paths.size(); i++) {
            String path = Texts.text(paths.slice(i)).toString();
            if (path.isEmpty() || path.indexOf(',') >= 0) {
                throw new Mismatch("expected paths of a field mask, found \"" + Texts.shown(path) + "\"");
            }
            text.append(i == 0 ? "" : ",").append(path);
        }
        return StringData.fromString(text.toString());
    }

    /** Null if the type is for something else. */
    static FieldWriter writer(LogicalType column) {
        return Formats.isText(column) ? value -> mask(FieldWriters.text(value)) : null;
    }

    private static FieldMask mask(String text) throws Mismatch {
        FieldMask.Builder mask = FieldMask.newBuilder();
        int from = 0;
        while (!text.isEmpty() && from <= text.length()) {
            int comma = text.indexOf(',', from);
            int to = comma < 0 ? text.length() : comma;
            if (from == to) {
                throw new Mismatch("expected paths with a comma between them, found \"" + Texts.shown(text) + "\"");
            }
            mask.addPaths(text.substring(from, to));
            from = to + 1;
        }
        return mask.build();
    }
}
