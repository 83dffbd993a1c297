package dev.kafkaflink.job.format.debezium;

import com.fasterxml.jackson.core.JsonParser;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.job.format.json.JsonDocuments;
import dev.kafkaflink.job.format.json.JsonFields;
import dev.kafkaflink.job.format.json.JsonReader;
import dev.kafkaflink.job.format.json.JsonReaders;
import dev.kafkaflink.job.format.json.JsonSettings;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;

/** Reads events. Their rows are read before it is known what was done to them, since that stands behind them. */
final class EventReader implements Serializable {
    private static final long serialVersionUID = 1L;

    private final JsonFields fields;
    private final int size;

    /**
     * A reader of events.
     *
     * @param columns those of the rows, and those around them
     * @param texts parses rows that are text
     * @param schema what is known of the record's types when the event is read
     */
    EventReader(EventColumns columns, JsonSettings settings, JsonDocuments texts, RecordSchema schema) {
        ColumnsToRead row = columns.row();
        ColumnsToRead old = columns.old();
        ColumnsToRead around = columns.around();
        size = Event.PARTS.size() + around.columns().size();
        JsonReader[] readers = Stream.concat(
                        Stream.of(
                                new ImageReader(JsonFields.of(old, readers(old, settings, schema), settings), texts),
                                new ImageReader(JsonFields.of(row, readers(row, settings, schema), settings), texts),
                                new OpReader()),
                        Stream.of(readers(around, settings, schema)))
                .toArray(JsonReader[]::new);
        fields = JsonFields.of(parts(around), readers, settings);
    }

    private static JsonReader[] readers(ColumnsToRead columns, JsonSettings settings, RecordSchema schema) {
        return IntStream.range(0, columns.columns().size())
                .mapToObj(i -> reader(columns.columns().get(i), columns.type().getTypeAt(i), settings, schema))
                .toArray(JsonReader[]::new);
    }

    private static JsonReader reader(Column column, LogicalType type, JsonSettings settings, RecordSchema schema) {
        if (type instanceof DecimalType decimal) {
            return new DecimalReader(column.path() == null ? column.name() : null, decimal, settings, schema);
        }
        JsonReader reader = JsonReaders.of(column, type, settings);
        boolean mayBeUnavailable = type.isAnyOf(LogicalTypeFamily.CHARACTER_STRING, LogicalTypeFamily.BINARY_STRING);
        return mayBeUnavailable ? new AvailableReader(reader) : reader;
    }

    /** The event itself as a row. */
    private static ColumnsToRead parts(ColumnsToRead around) {
        List<Column> columns = new ArrayList<>();
        List<RowType.RowField> types = new ArrayList<>();
        for (String part : Event.PARTS) {
            columns.add(new Column(part, VarCharType.STRING_TYPE.asSummaryString()));
            types.add(new RowType.RowField(part, VarCharType.STRING_TYPE));
        }
        columns.addAll(around.columns());
        types.addAll(around.type().getFields());
        RowType type = new RowType(types);
        return new ColumnsToRead(around.format(), columns, type, Projection.all(type));
    }

    /**
     * Reads an event.
     *
     * @param parser at the name of its first field; afterwards at its end
     * @param first that name; null if there is none
     */
    Event read(JsonParser parser, String first) throws IOException {
        GenericRowData parts = new GenericRowData(size);
        Mismatch mismatch = fields.read(parser, first, parts);
        return Event.of(parts, mismatch);
    }
}
