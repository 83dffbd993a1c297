package dev.kafkaflink.job.format.avro;

import org.apache.avro.Schema;
import org.apache.flink.table.data.TimestampData;

/** Writers of times. */
final class AvroTimeWriters {
    private static final long MICROS_PER_MILLI = 1_000;

    private AvroTimeWriters() {}

    static AvroWriter time(Schema schema) {
        return switch (AvroSchemas.logicalName(schema)) {
            case "time-millis" -> (out, value) -> out.writeInt((int) value);
            case "time-micros" -> (out, value) -> out.writeLong((int) value * MICROS_PER_MILLI);
            default -> null;
        };
    }

    static AvroWriter timestamp(Schema schema, String family) {
        return AvroTimeUnit.of(schema, family)
                .<AvroWriter>map(unit -> (out, value) -> out.writeLong(unit.count((TimestampData) value)))
                .orElse(null);
    }
}
