package dev.kafkaflink.job.format.debezium;

import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.avro.AvroRows;
import dev.kafkaflink.job.format.avro.AvroSchemas;
import dev.kafkaflink.job.format.avro.AvroSkip;
import dev.kafkaflink.job.format.avro.AvroValues;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * Change events in Avro, and the other records that a connector writes: what a record is, its schema says.
 *
 * @param before what is read of old rows
 * @param after what is read of new rows
 * @param envelope what is read around them
 * @param rows what rows an event is
 */
record AvroEvents(AvroRows before, AvroRows after, EnvelopeColumns envelope, EventRows rows) implements AvroValues {
    private static final long serialVersionUID = 1L;

    static AvroEvents of(ColumnsToRead columns) {
        EventColumns parts = EventColumns.of(columns);
        return new AvroEvents(
                AvroRows.of(parts.old(), new RowColumns()),
                AvroRows.of(parts.row(), new RowColumns()),
                EnvelopeColumns.of(parts.around()),
                new EventRows(parts));
    }

    @Override
    public Reader readerOf(Schema schema) throws Mismatch {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case UNION -> union(schema);
            case NULL -> input -> Decoding.nothing();
            case ENUM, ARRAY, MAP, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN ->
                throw Mismatch.ofRecord("the schema has " + AvroSchemas.describe(schema)
                        + ", but a change event of Debezium is a record");
        };
    }

    private Reader union(Schema schema) throws Mismatch {
        Reader[] branches = new Reader[schema.getTypes().size()];
        for (int i = 0; i < branches.length; i++) {
            branches[i] = readerOf(schema.getTypes().get(i));
        }
        return input -> branches[input.branch(schema)].read(input);
    }

    private Reader record(Schema schema) throws Mismatch {
        if (schema.getField(Event.PARTS.get(Event.OP)) == null) {
            return otherRecord(schema);
        }
        AvroEventReader events = AvroEventReader.of(schema, this);
        return input -> Decoding.of(rows.of(events.read(input)));
    }

    private static Reader otherRecord(Schema schema) throws Mismatch {
        Set<String> fields = schema.getFields().stream().map(Schema.Field::name).collect(Collectors.toSet());
        if (!OtherRecords.isOne(fields)) {
            throw EventRows.withoutOp(Format.Type.Avro);
        }
        return input -> {
            AvroSkip.skip(schema, input);
            return Decoding.nothing();
        };
    }
}
