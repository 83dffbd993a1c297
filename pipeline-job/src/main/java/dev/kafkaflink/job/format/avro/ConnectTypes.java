package dev.kafkaflink.job.format.avro;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Types of Kafka Connect and of Debezium. Connect's converter keeps their names in the property {@code connect.name}; most of
 * Debezium's have no logical type of Avro beside it.
 */
final class ConnectTypes {
    private static final String NAME = "connect.name";
    private static final String DEBEZIUM = "io.debezium.time.";
    private static final String CONNECT = "org.apache.kafka.connect.data.";

    private static final Set<String> TIMESTAMP_TEXTS = Set.of(DEBEZIUM + "ZonedTimestamp", DEBEZIUM + "IsoTimestamp");
    private static final String VARIABLE_SCALE_DECIMAL = "io.debezium.data.VariableScaleDecimal";
    private static final Map<String, Number> NUMBERS = Map.of(
            CONNECT + "Date", new Number(Schema.Type.INT, "date"),
            CONNECT + "Time", new Number(Schema.Type.INT, "time-millis"),
            CONNECT + "Timestamp", new Number(Schema.Type.LONG, "timestamp-millis"),
            DEBEZIUM + "Date", new Number(Schema.Type.INT, "date"),
            DEBEZIUM + "Time", new Number(Schema.Type.INT, "time-millis"),
            DEBEZIUM + "MicroTime", new Number(Schema.Type.LONG, "time-micros"),
            DEBEZIUM + "NanoTime", new Number(Schema.Type.LONG, "time-nanos"),
            DEBEZIUM + "Timestamp", new Number(Schema.Type.LONG, "timestamp-millis"),
            DEBEZIUM + "MicroTimestamp", new Number(Schema.Type.LONG, "timestamp-micros"),
            DEBEZIUM + "NanoTimestamp", new Number(Schema.Type.LONG, "timestamp-nanos"));

    private ConnectTypes() {}

    /** A number, and the logical type that counts in the same way; for nanoseconds of a day Avro has none. */
    private record Number(Schema.Type type, String logical) {}

    /** The logical type of a schema's values, by its own or by Connect's name; empty if there is none. */
    static String logicalName(Schema schema) {
        String own = AvroSchemas.logicalName(schema);
        return own.isEmpty() ? byName(schema) : own;
    }

    private static String byName(Schema schema) {
        Number number = NUMBERS.get(name(schema));
        return number != null && number.type == schema.getType() ? number.logical : "";
    }

    /** The unit of a timestamp. Connect's and Debezium's do not say whether there was a zone. */
    static Optional<AvroTimeUnit> timestampUnit(Schema schema) {
        return Arrays.stream(AvroTimeUnit.values())
                .filter(unit -> byName(schema).equals("timestamp-" + unit.words()))
                .findFirst();
    }

    /** Whether values are texts of timestamps with a zone. */
    static boolean isTimestampText(Schema schema) {
        return schema.getType() == Schema.Type.STRING && TIMESTAMP_TEXTS.contains(name(schema));
    }

    /** Whether values are decimals, each of which says where its point is. */
    static boolean isVariableScaleDecimal(Schema schema) {
        return schema.getType() == Schema.Type.RECORD && schema.getFullName().equals(VARIABLE_SCALE_DECIMAL);
    }

    /** The name in brackets, for a message; empty if there is none. */
    static String inWords(Schema schema) {
        String name = name(schema);
        return name.isEmpty() ? "" : " (" + AvroTexts.shown(name) + ")";
    }

    private static String name(Schema schema) {
        String name = schema.getProp(NAME);
        return name == null ? "" : name;
    }
}
