package dev.kafkaflink.job.format.debezium;

import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.avro.AvroInput;
import dev.kafkaflink.job.format.avro.AvroReader;
import dev.kafkaflink.job.format.avro.AvroReaders;
import dev.kafkaflink.job.format.avro.AvroSkip;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * Reads events of one schema. What does not fit is gone over, since it may not matter: that depends on what was done, which stands
 * behind the rows.
 */
final class AvroEventReader {
    private final Schema schema;
    /** Of each field of the event. */
    private final AvroPart[] fields;

    private final EnvelopeColumns envelope;

    private AvroEventReader(Schema schema, AvroPart[] fields, EnvelopeColumns envelope) {
        this.schema = schema;
        this.fields = fields;
        this.envelope = envelope;
    }

    /**
     * Of a schema that has the field op.
     *
     * @throws Mismatch if that is no text
     */
    static AvroEventReader of(Schema schema, AvroEvents events) throws Mismatch {
        AvroPart[] fields = new AvroPart[schema.getFields().size()];
        for (Schema.Field field : schema.getFields()) {
            fields[field.pos()] = switch (Event.PARTS.indexOf(field.name())) {
                case Event.BEFORE -> AvroImage.of(Event.BEFORE, field.schema(), events.before());
                case Event.AFTER -> AvroImage.of(Event.AFTER, field.schema(), events.after());
                case Event.OP -> op(field.schema());
                default -> events.envelope().part(field);
            };
        }
        return new AvroEventReader(schema, fields, events.envelope());
    }

    private static AvroPart op(Schema schema) throws Mismatch {
        AvroReader texts;
        try {
            texts = AvroReaders.of(schema, VarCharType.STRING_TYPE, null);
        } catch (Mismatch e) {
            throw e.inField(Event.PARTS.get(Event.OP));
        }
        return (input, parts) -> {
            Object op = texts.read(input);
            parts.setField(Event.OP, op == null ? null : OpReader.shortened(op.toString()));
        };
    }

    /**
     * Reads an event.
     *
     * @throws Mismatch if it does not say what was done
     */
    Event read(AvroInput input) throws IOException, Mismatch {
        GenericRowData parts = new GenericRowData(Event.PARTS.size() + envelope.size());
        Mismatch first = null;
        for (int i = 0; i < fields.length; i++) {
            int begin = input.position();
            try {
                fields[i].read(input, parts);
            } catch (Mismatch e) {
                first = first == null ? e : first;
                input.goBackTo(begin);
                AvroSkip.skip(schema.getFields().get(i).schema(), input);
            }
        }
        if (parts.isNullAt(Event.OP)) {
            throw first == null ? EventRows.withoutOp(Format.Type.Avro) : first;
        }
        return Event.of(parts, first == null ? envelope.missing(parts) : first);
    }
}
