package dev.kafkaflink.job.format.debezium;

import com.fasterxml.jackson.core.JsonParser;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.DebeziumJsonOptions;
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
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;

/** Reads events. Their rows are read before it is known what was done to them, since that stands behind them. */
final class EventReader implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final List<String> PARTS = List.of("before", "after", "op");
    private static final int BEFORE = 0;
    private static final int AFTER = 1;
    private static final int OP = 2;
    private static final String PATH_OF_OP = "/op";

    private final JsonFields fields;
    /** Where the columns around the rows stand in rows of the table; -1: nobody uses it. */
    private final int[] envelope;
    /** Where in rows of the table stands what was done. */
    private final int[] ops;

    private final int arity;

    /**
     * A reader of events.
     *
     * @param columns those of the rows, and those around them
     * @param texts parses rows that are text
     * @param schema what is known of the record's types when the event is read
     */
    EventReader(ColumnsToRead columns, JsonSettings settings, JsonDocuments texts, RecordSchema schema) {
        ColumnsToRead row = columns.only(indices(columns, column -> !DebeziumJsonOptions.isOfEnvelope(column)));
        ColumnsToRead around =
                columns.only(indices(columns, column -> DebeziumJsonOptions.isOfEnvelope(column) && !isOp(column)));
        arity = columns.projection().arity();
        envelope = positions(around);
        ops = positions(columns.only(indices(columns, EventReader::isOp)));
        // In a table with a primary key nothing of the old row counts but the key; often there is nothing else.
        ColumnsToRead old = columns.primaryKey().isEmpty() ? row : keyOf(row);
        JsonReader[] readers = Stream.concat(
                        Stream.of(
                                new ImageReader(JsonFields.of(old, readers(old, settings, schema), settings), texts),
                                new ImageReader(JsonFields.of(row, readers(row, settings, schema), settings), texts),
                                new OpReader()),
                        Stream.of(readers(around, settings, schema)))
                .toArray(JsonReader[]::new);
        fields = JsonFields.of(parts(around), readers, settings);
    }

    /** Whether a column holds what was done. */
    static boolean isOp(Column column) {
        return PATH_OF_OP.equals(column.path());
    }

    /** Of a row's columns those by which a row with a primary key is known. */
    static ColumnsToRead keyOf(ColumnsToRead row) {
        return row.only(indices(row, column -> row.primaryKey().contains(column.name())));
    }

    private static int[] indices(ColumnsToRead columns, Predicate<Column> isIn) {
        return IntStream.range(0, columns.columns().size())
                .filter(i -> isIn.test(columns.columns().get(i)))
                .toArray();
    }

    private static int[] positions(ColumnsToRead columns) {
        return IntStream.range(0, columns.columns().size())
                .map(columns.projection()::positionOf)
                .toArray();
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
        for (String part : PARTS) {
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
        GenericRowData parts = new GenericRowData(PARTS.size() + envelope.length);
        Mismatch mismatch = fields.read(parser, first, parts);
        return new Event(
                (String) parts.getField(OP),
                (Image) parts.getField(BEFORE),
                (Image) parts.getField(AFTER),
                parts,
                mismatch);
    }

    /** A row of the table without any columns. */
    GenericRowData emptyRow() {
        return new GenericRowData(arity);
    }

    /** Gives a row the columns that stand around it in the event. */
    void addEnvelope(Event event, GenericRowData row) {
        for (int i = 0; i < envelope.length; i++) {
            if (envelope[i] >= 0) {
                row.setField(envelope[i], event.parts().getField(PARTS.size() + i));
            }
        }
        for (int position : ops) {
            if (position >= 0) {
                row.setField(position, StringData.fromString(event.op()));
            }
        }
    }
}
