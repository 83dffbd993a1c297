package dev.kafkaflink.job.format.debezium;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.json.JsonEncoder;
import dev.kafkaflink.job.format.json.JsonObjects;
import java.io.IOException;
import org.apache.flink.table.data.RowData;

/**
 * Changes of rows as events. An update is two of them, a deletion and an insertion: the rows come one by one, and no row says
 * what it was before.
 */
record WrittenEvents(JsonObjects rows) implements JsonEncoder.Content {
    private static final long serialVersionUID = 1L;

    @Override
    public void write(JsonGenerator generator, RowData row) throws IOException, Mismatch {
        boolean added =
                switch (row.getRowKind()) {
                    case INSERT, UPDATE_AFTER -> true;
                    case UPDATE_BEFORE, DELETE -> false;
                };
        generator.writeStartObject();
        write("before", !added, generator, row);
        write("after", added, generator, row);
        generator.writeStringField("op", added ? "c" : "d");
        generator.writeEndObject();
    }

    private void write(String field, boolean present, JsonGenerator generator, RowData row)
            throws IOException, Mismatch {
        generator.writeFieldName(field);
        if (present) {
            rows.write(generator, row);
        } else {
            generator.writeNull();
        }
    }
}
