package dev.kafkaflink.job.format.debezium;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.avro.AvroInput;
import dev.kafkaflink.job.format.avro.AvroReader;
import dev.kafkaflink.job.format.avro.AvroReaders;
import dev.kafkaflink.job.format.avro.AvroSkip;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * The columns that stand around the rows of events in Avro, each by its path.
 *
 * @param paths where they are
 * @param type their names and types
 * @param epochs for each what a number is that becomes a timestamp; null: nothing
 */
record EnvelopeColumns(List<String> paths, RowType type, Column.Epoch[] epochs) implements Serializable {
    private static final long serialVersionUID = 1L;

    static EnvelopeColumns of(ColumnsToRead columns) {
        return new EnvelopeColumns(
                columns.columns().stream().map(Column::path).toList(),
                columns.type(),
                columns.columns().stream().map(Column::epoch).toArray(Column.Epoch[]::new));
    }

    int size() {
        return paths.size();
    }

    /** Why an event does not fit that has no value where one must be; null if there is none such. */
    Mismatch missing(GenericRowData parts) {
        for (int i = 0; i < paths.size(); i++) {
            if (!type.getTypeAt(i).isNullable() && parts.isNullAt(Event.PARTS.size() + i)) {
                return new Mismatch("is null, but must have a value")
                        .inField(type.getFieldNames().get(i));
            }
        }
        return null;
    }

    /** What reads a field of the event. */
    AvroPart part(Schema.Field field) {
        return part(field.schema(), "/" + field.name());
    }

    /** What reads that to which a path leads: it is a column, or a record that columns come from, or both, or neither. */
    private AvroPart part(Schema schema, String path) {
        int column = paths.indexOf(path);
        AvroPart within = within(schema, path);
        if (column < 0) {
            return within == null ? (input, parts) -> AvroSkip.skip(schema, input) : within;
        }
        AvroPart whole = column(schema, column);
        return within == null ? whole : twice(whole, within);
    }

    private static AvroPart twice(AvroPart first, AvroPart second) {
        return (input, parts) -> {
            int begin = input.position();
            first.read(input, parts);
            input.goBackTo(begin);
            second.read(input, parts);
        };
    }

    /** What reads the columns within; null if there are none. */
    private AvroPart within(Schema schema, String path) {
        if (paths.stream().noneMatch(each -> each.startsWith(path + "/"))) {
            return null;
        }
        return switch (schema.getType()) {
            case UNION -> {
                AvroPart[] branches = schema.getTypes().stream()
                        .map(branch -> within(branch, path))
                        .toArray(AvroPart[]::new);
                yield (input, parts) -> branches[input.branch(schema)].read(input, parts);
            }
            case RECORD -> {
                AvroPart[] fields = schema.getFields().stream()
                        .map(field -> part(field.schema(), path + "/" + field.name()))
                        .toArray(AvroPart[]::new);
                yield (input, parts) -> readAll(fields, input, parts);
            }
            case ENUM, ARRAY, MAP, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL ->
                (input, parts) -> AvroSkip.skip(schema, input);
        };
    }

    private static void readAll(AvroPart[] fields, AvroInput input, GenericRowData parts) throws IOException, Mismatch {
        for (AvroPart field : fields) {
            field.read(input, parts);
        }
    }

    private AvroPart column(Schema schema, int index) {
        String name = type.getFieldNames().get(index);
        int place = Event.PARTS.size() + index;
        try {
            AvroReader reader = AvroReaders.of(schema, type.getTypeAt(index), epochs[index]);
            return (input, parts) -> {
                try {
                    parts.setField(place, reader.read(input));
                } catch (Mismatch e) {
                    throw e.inField(name);
                }
            };
        } catch (Mismatch e) {
            Mismatch ofColumn = e.inField(name);
            return (input, parts) -> {
                throw ofColumn;
            };
        }
    }
}
