package dev.kafkaflink.job.format.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.kafkaflink.job.format.Mismatch;
import java.io.IOException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Rows as JSON objects. */
public final class JsonObjects implements JsonEncoder.Content {
    private static final long serialVersionUID = 1L;

    private final SerializedString[] names;
    private final RowData.FieldGetter[] getters;
    private final JsonWriter[] writers;

    /**
     * Writes rows of a type.
     *
     * @param type the row's fields
     * @param written the indices of those to write
     */
    public JsonObjects(RowType type, int[] written) {
        names = new SerializedString[written.length];
        getters = new RowData.FieldGetter[written.length];
        writers = new JsonWriter[written.length];
        for (int i = 0; i < written.length; i++) {
            int index = written[i];
            names[i] = new SerializedString(type.getFieldNames().get(index));
            getters[i] = RowData.createFieldGetter(type.getTypeAt(index), index);
            writers[i] = JsonWriters.of(type.getTypeAt(index));
        }
    }

    @Override
    public void write(JsonGenerator generator, RowData row) throws IOException, Mismatch {
        generator.writeStartObject();
        for (int i = 0; i < names.length; i++) {
            generator.writeFieldName(names[i]);
            try {
                JsonWriters.writeNullable(generator, writers[i], getters[i].getFieldOrNull(row));
            } catch (Mismatch e) {
                throw e.inField(names[i].getValue());
            }
        }
        generator.writeEndObject();
    }
}
