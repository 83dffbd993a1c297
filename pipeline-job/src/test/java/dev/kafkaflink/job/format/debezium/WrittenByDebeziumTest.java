package dev.kafkaflink.job.format.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Column.Epoch;
import dev.kafkaflink.crds.table.DebeziumJsonOptions.Decimals;
import io.debezium.config.CommonConnectorConfig.BinaryHandlingMode;
import io.debezium.data.Envelope;
import io.debezium.data.VariableScaleDecimal;
import io.debezium.jdbc.JdbcValueConverters;
import io.debezium.jdbc.JdbcValueConverters.BigIntUnsignedMode;
import io.debezium.jdbc.JdbcValueConverters.DecimalMode;
import io.debezium.jdbc.TemporalPrecisionMode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events that Debezium's own converters of values and Kafka Connect's own converter to JSON have written. */
class WrittenByDebeziumTest {
    private static final LocalDateTime NOON = LocalDateTime.parse("2026-01-31T12:00:00.123456789");
    private static final String NOT_SAID =
            "after: column 'c': a text, and no schema says whether it is digits or bytes; set decimal.handling.mode=string in"
                    + " the connector and format.debeziumJson.decimals: String, or let the converter write schemas";

    /** A value of a database's column, and what it becomes. */
    private record Value(
            int jdbcType,
            int length,
            Object value,
            DecimalMode decimals,
            TemporalPrecisionMode times,
            String type,
            Epoch epoch,
            String expected) {
        static Value of(int jdbcType, Object value, String type, String expected) {
            return new Value(
                    jdbcType, 0, value, DecimalMode.PRECISE, TemporalPrecisionMode.ADAPTIVE, type, null, expected);
        }

        static Value decimal(DecimalMode mode, String value, String type, String expected) {
            return new Value(
                    Types.DECIMAL,
                    10,
                    new BigDecimal(value),
                    mode,
                    TemporalPrecisionMode.ADAPTIVE,
                    type,
                    null,
                    expected);
        }

        static Value time(
                TemporalPrecisionMode mode,
                int jdbcType,
                int digits,
                Object value,
                String type,
                Epoch epoch,
                String expected) {
            return new Value(jdbcType, digits, value, DecimalMode.PRECISE, mode, type, epoch, expected);
        }
    }

    static Stream<Value> values() {
        TemporalPrecisionMode adaptive = TemporalPrecisionMode.ADAPTIVE;
        TemporalPrecisionMode connect = TemporalPrecisionMode.CONNECT;
        return Stream.of(
                Value.of(Types.INTEGER, 7, "INT", "7"),
                Value.of(Types.BIGINT, Long.MIN_VALUE, "BIGINT", "-9223372036854775808"),
                Value.of(Types.SMALLINT, (short) -3, "SMALLINT", "-3"),
                Value.of(Types.BOOLEAN, true, "BOOLEAN", "true"),
                Value.of(Types.DOUBLE, 0.1, "DOUBLE", "0.1"),
                Value.of(Types.VARCHAR, "é\n\"", "STRING", "é\n\""),
                Value.of(Types.VARBINARY, "ab".getBytes(StandardCharsets.UTF_8), "BYTES", "[97, 98]"),
                Value.of(Types.INTEGER, null, "INT", "null"),
                Value.decimal(DecimalMode.PRECISE, "-19.90", "DECIMAL(10, 2)", "-19.90"),
                Value.decimal(DecimalMode.PRECISE, "0.00", "DECIMAL(10, 2)", "0.00"),
                Value.decimal(DecimalMode.PRECISE, "12345678.90", "DECIMAL(9, 1)", "12345678.9"),
                Value.decimal(DecimalMode.STRING, "-19.90", "DECIMAL(10, 2)", "-19.90"),
                Value.decimal(DecimalMode.DOUBLE, "-19.90", "DECIMAL(10, 2)", "-19.90"),
                Value.decimal(DecimalMode.STRING, "19.90", "STRING", "19.90"),
                Value.time(adaptive, Types.DATE, 0, LocalDate.EPOCH.minusDays(1), "DATE", null, "-1"),
                Value.time(connect, Types.DATE, 0, LocalDate.EPOCH.plusDays(3), "DATE", null, "3"),
                Value.time(
                        adaptive,
                        Types.TIME,
                        3,
                        LocalTime.of(1, 0, 0, 5_000_000),
                        "TIME(3)",
                        Epoch.Milliseconds,
                        "3600005"),
                Value.time(
                        adaptive,
                        Types.TIME,
                        6,
                        LocalTime.of(1, 0, 0, 5_000_000),
                        "TIME(3)",
                        Epoch.Microseconds,
                        "3600005"),
                Value.time(
                        adaptive,
                        Types.TIME,
                        9,
                        LocalTime.of(1, 0, 0, 5_000_000),
                        "TIME(3)",
                        Epoch.Nanoseconds,
                        "3600005"),
                Value.time(adaptive, Types.TIMESTAMP, 3, NOON, "TIMESTAMP(3)", Epoch.Milliseconds, text(3)),
                Value.time(adaptive, Types.TIMESTAMP, 6, NOON, "TIMESTAMP(6)", Epoch.Microseconds, text(6)),
                Value.time(adaptive, Types.TIMESTAMP, 9, NOON, "TIMESTAMP(9)", Epoch.Nanoseconds, text(9)),
                Value.time(adaptive, Types.TIMESTAMP, 6, NOON, "TIMESTAMP(3)", Epoch.Microseconds, text(3)),
                Value.time(connect, Types.TIMESTAMP, 3, NOON, "TIMESTAMP(3)", Epoch.Milliseconds, text(3)),
                Value.time(
                        adaptive,
                        Types.TIMESTAMP_WITH_TIMEZONE,
                        6,
                        OffsetDateTime.of(NOON, ZoneOffset.ofHours(2)),
                        "TIMESTAMP_LTZ(3)",
                        null,
                        "2026-01-31T10:00:00.123"),
                // In the unit of another column.
                Value.time(
                        adaptive,
                        Types.TIMESTAMP,
                        6,
                        NOON,
                        "TIMESTAMP(6)",
                        Epoch.Milliseconds,
                        "after: column 'c': expected TIMESTAMP(6) (milliseconds since 1970-01-01), found 1769860800123456"));
    }

    private static String text(int digits) {
        return "2026-01-31T12:00:00.123456789".substring(0, "2026-01-31T12:00:00.".length() + digits);
    }

    @ParameterizedTest
    @MethodSource("values")
    void isReadWithItsSchema(Value value) {
        assertThat(decode(value, true, null)).isEqualTo(value.expected());
    }

    @ParameterizedTest
    @MethodSource("values")
    void isReadWithoutOneIfItSaysWhatItIs(Value value) {
        boolean text = value.jdbcType() == Types.DECIMAL
                && value.decimals() != DecimalMode.DOUBLE
                && !value.type().equals("STRING");

        assertThat(decode(value, false, null)).isEqualTo(text ? NOT_SAID : value.expected());
        if (value.decimals() != DecimalMode.PRECISE) {
            assertThat(decode(value, false, Decimals.String)).isEqualTo(value.expected());
        }
    }

    @Test
    void aNumberThatSaysWhereItsPointIsIsReadWithoutASchema() {
        Schema schema = VariableScaleDecimal.optionalSchema();
        Object value = VariableScaleDecimal.fromLogical(schema, new BigDecimal("-1.5"));

        assertThat(decode(schema, value, new Column("c", "DECIMAL(5, 2)"), false, null))
                .isEqualTo("-1.50");
    }

    private static String decode(Value value, boolean schemas, Decimals decimals) {
        JdbcValueConverters converters = new JdbcValueConverters(
                value.decimals(),
                value.times(),
                ZoneOffset.UTC,
                null,
                BigIntUnsignedMode.LONG,
                BinaryHandlingMode.BYTES);
        io.debezium.relational.Column column = io.debezium.relational.Column.editor()
                .name("c")
                .type("T")
                .jdbcType(value.jdbcType())
                .length(value.length())
                .scale(value.jdbcType() == Types.DECIMAL ? 2 : null)
                .optional(true)
                .create();
        Schema schema = converters.schemaBuilder(column).optional().build();
        Object converted = converters
                .converter(column, new org.apache.kafka.connect.data.Field("c", 0, schema))
                .convert(value.value());
        return decode(
                schema, converted, new Column("c", value.type(), null, null, value.epoch(), null), schemas, decimals);
    }

    private static String decode(Schema schema, Object value, Column column, boolean schemas, Decimals decimals) {
        Schema row = SchemaBuilder.struct()
                .name("shop.items.Value")
                .optional()
                .field("c", schema)
                .build();
        Schema source = SchemaBuilder.struct()
                .name("source")
                .field("ts_ms", Schema.INT64_SCHEMA)
                .build();
        Envelope envelope = Envelope.defineSchema()
                .withName("shop.items.Envelope")
                .withRecord(row)
                .withSource(source)
                .build();
        Struct event = envelope.create(
                new Struct(row).put("c", value), new Struct(source).put("ts_ms", 5L), Instant.ofEpochMilli(7));
        byte[] json;
        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of("schemas.enable", schemas, "converter.type", "value"));
            json = converter.fromConnectData("shop.items", envelope.schema(), event);
        }
        var decoding = DebeziumDecoders.of(decimals, List.of(), column).decode(json, null);
        if (decoding.isRejected()) {
            return decoding.rejection();
        }
        GenericRowData read = decoding.rows().get(0);
        return read.getField(0) instanceof byte[] bytes
                ? java.util.Arrays.toString(bytes)
                : String.valueOf(read.getField(0));
    }
}
