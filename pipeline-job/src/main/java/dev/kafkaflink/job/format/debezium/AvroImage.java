package dev.kafkaflink.job.format.debezium;

import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.avro.AvroInput;
import dev.kafkaflink.job.format.avro.AvroRows;
import dev.kafkaflink.job.format.avro.AvroSchemas;
import dev.kafkaflink.job.format.avro.AvroSkip;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.flink.table.data.GenericRowData;

/**
 * Reads a row as it was before a change or after it: a record, or null.
 *
 * @param place which of the two it is
 * @param schema of the record
 * @param rows reads it
 */
record AvroImage(int place, Schema schema, AvroRows.Rows rows) implements AvroPart {
    /** The part of a schema: a record, or a union of one with null. */
    static AvroPart of(int place, Schema schema, AvroRows rows) {
        if (schema.getType() == Schema.Type.UNION) {
            AvroPart[] branches = schema.getTypes().stream()
                    .map(branch -> of(place, branch, rows))
                    .toArray(AvroPart[]::new);
            return (input, parts) -> branches[input.branch(schema)].read(input, parts);
        }
        if (schema.getType() == Schema.Type.NULL) {
            return (input, parts) -> {};
        }
        return new AvroImage(place, schema, rows(schema, rows));
    }

    /** A schema of which no value is a row may have values that nobody asks for. */
    private static AvroRows.Rows rows(Schema schema, AvroRows rows) {
        try {
            if (schema.getType() != Schema.Type.RECORD) {
                throw Mismatch.ofRecord("the schema has " + AvroSchemas.describe(schema)
                        + ", not a record; MongoDB's rows are texts of JSON, which the format DebeziumJson reads");
            }
            return rows.of(schema);
        } catch (Mismatch e) {
            return input -> {
                throw e;
            };
        }
    }

    @Override
    public void read(AvroInput input, GenericRowData parts) throws IOException, Mismatch {
        int begin = input.position();
        try {
            parts.setField(place, new Image(rows.read(input), null));
        } catch (Mismatch e) {
            parts.setField(place, new Image(null, e));
            input.goBackTo(begin);
            AvroSkip.skip(schema, input);
        }
    }
}
