package dev.kafkaflink.job.format.debezium;

import io.debezium.data.Envelope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** A database's table, and the events of its rows as Debezium makes them. */
final class AvroTable {
    private static final Schema SOURCE = SchemaBuilder.struct()
            .name("io.debezium.connector.postgresql.Source")
            .field("connector", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .field("sequence", Schema.OPTIONAL_STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    private static final Instant WRITTEN = Instant.ofEpochMilli(1_767_225_600_002L);

    private final Schema row;
    private final Envelope envelope;

    private AvroTable(Schema row) {
        this.row = row;
        this.envelope = Envelope.defineSchema()
                .withName("shop.public.items.Envelope")
                .withRecord(row)
                .withSource(SOURCE)
                .build();
    }

    /** One of these columns. */
    static AvroTable of(Map<String, Schema> columns) {
        SchemaBuilder row =
                SchemaBuilder.struct().name("shop.public.items.Value").optional();
        new LinkedHashMap<>(columns).forEach(row::field);
        return new AvroTable(row.build());
    }

    /** A row, by the values of its columns in their order. */
    Struct row(Object... values) {
        Struct struct = new Struct(row);
        for (int i = 0; i < values.length; i++) {
            struct.put(row.fields().get(i), values[i]);
        }
        return struct;
    }

    Struct read(Struct after) {
        return envelope.read(after, source(), WRITTEN);
    }

    Struct create(Struct after) {
        return envelope.create(after, source(), WRITTEN);
    }

    Struct update(Struct before, Struct after) {
        return envelope.update(before, after, source(), WRITTEN);
    }

    Struct delete(Struct before) {
        return envelope.delete(before, source(), WRITTEN);
    }

    Struct truncate() {
        return envelope.truncate(source(), WRITTEN);
    }

    /** Of whatever was done. */
    Struct event(String op, Struct before, Struct after) {
        return new Struct(envelope.schema())
                .put("before", before)
                .put("after", after)
                .put("source", source())
                .put("op", op);
    }

    private static Struct source() {
        return new Struct(SOURCE)
                .put("connector", "postgresql")
                .put("ts_ms", 1_767_225_600_001L)
                .put("table", "items")
                .put("lsn", 7L);
    }
}
