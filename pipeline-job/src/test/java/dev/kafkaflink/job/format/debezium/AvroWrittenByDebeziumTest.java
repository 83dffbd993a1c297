package dev.kafkaflink.job.format.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.format.Decoding;
import io.debezium.config.CommonConnectorConfig.BinaryHandlingMode;
import io.debezium.data.Bits;
import io.debezium.data.Json;
import io.debezium.data.Uuid;
import io.debezium.data.VariableScaleDecimal;
import io.debezium.jdbc.JdbcValueConverters;
import io.debezium.jdbc.JdbcValueConverters.BigIntUnsignedMode;
import io.debezium.jdbc.JdbcValueConverters.DecimalMode;
import io.debezium.jdbc.TemporalPrecisionMode;
import io.debezium.time.MicroTimestamp;
import io.debezium.time.Year;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that Debezium's own converters have made, in each type of Connect, and a converter to Avro has written. */
class AvroWrittenByDebeziumTest {
    private static final LocalDateTime NOON = LocalDateTime.parse("2026-01-31T12:00:00.123456789");
    private static final LocalTime FIVE_PAST = LocalTime.of(1, 0, 0, 5_000_000);
    private static final TemporalPrecisionMode ADAPTIVE = TemporalPrecisionMode.ADAPTIVE;
    private static final TemporalPrecisionMode CONNECT = TemporalPrecisionMode.CONNECT;
    private static final TemporalPrecisionMode ISO = TemporalPrecisionMode.ISOSTRING;

    /**
     * A value of a database's column.
     *
     * @param type of the pipeline's column
     * @param expected what it becomes
     */
    private record Value(Schema schema, Object value, String type, String expected) {
        @Override
        public String toString() {
            return schema.name() + " " + schema.type() + " as " + type;
        }
    }

    private static Value of(int jdbcType, Object value, String type, String expected) {
        return converted(jdbcType, 0, value, DecimalMode.PRECISE, ADAPTIVE, type, expected);
    }

    private static Value decimal(DecimalMode mode, String value, String type, String expected) {
        return converted(Types.DECIMAL, 10, new BigDecimal(value), mode, ADAPTIVE, type, expected);
    }

    private static Value time(
            TemporalPrecisionMode mode, int jdbcType, int digits, Object value, String type, String expected) {
        return converted(jdbcType, digits, value, DecimalMode.PRECISE, mode, type, expected);
    }

    private static Value converted(
            int jdbcType,
            int length,
            Object value,
            DecimalMode decimals,
            TemporalPrecisionMode times,
            String type,
            String expected) {
        JdbcValueConverters converters = new JdbcValueConverters(
                decimals, times, ZoneOffset.UTC, null, BigIntUnsignedMode.LONG, BinaryHandlingMode.BYTES);
        io.debezium.relational.Column column = io.debezium.relational.Column.editor()
                .name("c")
                .type("T")
                .jdbcType(jdbcType)
                .length(length)
                .scale(jdbcType == Types.DECIMAL ? 2 : null)
                .optional(true)
                .create();
        Schema schema = converters.schemaBuilder(column).optional().build();
        Object made = converters.converter(column, new Field("c", 0, schema)).convert(value);
        return new Value(schema, made, type, expected);
    }

    static Stream<Value> plain() {
        return Stream.of(
                of(Types.INTEGER, 7, "INT", "7"),
                of(Types.INTEGER, 7, "DECIMAL(5, 2)", "7.00"),
                of(Types.INTEGER, null, "INT", "null"),
                of(Types.BIGINT, Long.MIN_VALUE, "BIGINT", "-9223372036854775808"),
                of(Types.BIGINT, Long.MIN_VALUE, "INT", "after: column 'c': expected INT, found -9223372036854775808"),
                of(Types.SMALLINT, (short) -3, "SMALLINT", "-3"),
                of(Types.SMALLINT, (short) -3, "TINYINT", "-3"),
                of(Types.BOOLEAN, true, "BOOLEAN", "true"),
                of(Types.DOUBLE, 0.1, "DOUBLE", "0.1"),
                of(Types.REAL, 0.5f, "FLOAT", "0.5"),
                of(Types.VARCHAR, "é\n\"", "STRING", "é\n\""),
                of(Types.VARCHAR, "long", "VARCHAR(3)", "after: column 'c': expected VARCHAR(3), found \"long\""),
                of(Types.VARBINARY, "ab".getBytes(StandardCharsets.UTF_8), "BYTES", "[97, 98]"),
                new Value(Json.schema(), "{\"a\":1}", "STRING", "{\"a\":1}"),
                new Value(
                        Uuid.schema(),
                        "8b5b8b8e-0000-0000-0000-000000000001",
                        "STRING",
                        "8b5b8b8e-0000-0000-0000-000000000001"),
                new Value(io.debezium.data.Enum.schema("a,b"), "b", "STRING", "b"),
                new Value(Bits.schema(3), new byte[] {5}, "BYTES", "[5]"),
                new Value(Year.schema(), 2026, "INT", "2026"),
                new Value(
                        SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA)
                                .optional()
                                .build(),
                        Arrays.asList("a", null),
                        "ARRAY<STRING>",
                        "[a, null]"),
                new Value(
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA)
                                .optional()
                                .build(),
                        Map.of("k", "v"),
                        "MAP<STRING, STRING>",
                        "[k]=[v]"));
    }

    static Stream<Value> decimals() {
        return Stream.of(
                decimal(DecimalMode.PRECISE, "-19.90", "DECIMAL(10, 2)", "-19.90"),
                decimal(DecimalMode.PRECISE, "0.00", "DECIMAL(10, 2)", "0.00"),
                decimal(DecimalMode.PRECISE, "12345678.90", "DECIMAL(9, 1)", "12345678.9"),
                decimal(
                        DecimalMode.PRECISE,
                        "1.25",
                        "DECIMAL(9, 1)",
                        "after: column 'c': expected DECIMAL(9, 1), found 1.25"),
                decimal(DecimalMode.STRING, "-19.90", "DECIMAL(10, 2)", "-19.90"),
                decimal(DecimalMode.STRING, "19.90", "STRING", "19.90"),
                decimal(
                        DecimalMode.STRING,
                        "1.25",
                        "DECIMAL(9, 1)",
                        "after: column 'c': expected DECIMAL(9, 1), found \"1.25\""),
                of(Types.VARCHAR, "NaN", "DECIMAL(9, 1)", "after: column 'c': expected DECIMAL(9, 1), found \"NaN\""),
                of(Types.VARCHAR, null, "DECIMAL(9, 1)", "null"),
                decimal(DecimalMode.DOUBLE, "-19.90", "DOUBLE", "-19.9"),
                decimal(
                        DecimalMode.DOUBLE,
                        "-19.90",
                        "DECIMAL(10, 2)",
                        "after: column 'c': expected DECIMAL(10, 2), but the schema has double"),
                variable("-1.5", "DECIMAL(5, 2)", "-1.50"),
                variable("1E+3", "DECIMAL(5, 0)", "1000"),
                variable("1E+3", "DECIMAL(3, 0)", "after: column 'c': expected DECIMAL(3, 0), found 1E+3"),
                variable("-1.5", "ROW<scale INT, `value` BYTES>", "+I(1,[-15])"));
    }

    private static Value variable(String number, String type, String expected) {
        Schema schema = VariableScaleDecimal.optionalSchema();
        return new Value(schema, VariableScaleDecimal.fromLogical(schema, new BigDecimal(number)), type, expected);
    }

    static Stream<Value> datesAndTimes() {
        return Stream.of(
                time(ADAPTIVE, Types.DATE, 0, LocalDate.EPOCH.minusDays(1), "DATE", "-1"),
                time(ADAPTIVE, Types.DATE, 0, LocalDate.EPOCH.plusDays(3), "INT", "3"),
                time(CONNECT, Types.DATE, 0, LocalDate.EPOCH.plusDays(3), "DATE", "3"),
                time(ISO, Types.DATE, 0, LocalDate.EPOCH.plusDays(3), "STRING", "1970-01-04Z"),
                time(ADAPTIVE, Types.TIME, 3, FIVE_PAST, "TIME(3)", "3600005"),
                time(ADAPTIVE, Types.TIME, 6, FIVE_PAST, "TIME(3)", "3600005"),
                time(ADAPTIVE, Types.TIME, 9, FIVE_PAST, "TIME(3)", "3600005"),
                time(ADAPTIVE, Types.TIME, 6, LocalTime.of(1, 0), "TIME(0)", "3600000"),
                time(
                        ADAPTIVE,
                        Types.TIME,
                        9,
                        LocalTime.of(1, 0, 0, 1),
                        "TIME(3)",
                        "after: column 'c': expected TIME(3), found 3600000000001 nanos of a day"),
                time(CONNECT, Types.TIME, 3, FIVE_PAST, "TIME(3)", "3600005"));
    }

    static Stream<Value> timestamps() {
        return Stream.of(
                time(ADAPTIVE, Types.TIMESTAMP, 3, NOON, "TIMESTAMP(3)", text(3)),
                time(ADAPTIVE, Types.TIMESTAMP, 6, NOON, "TIMESTAMP(6)", text(6)),
                time(ADAPTIVE, Types.TIMESTAMP, 9, NOON, "TIMESTAMP(9)", text(9)),
                time(ADAPTIVE, Types.TIMESTAMP, 9, NOON, "TIMESTAMP(3)", text(3)),
                time(ADAPTIVE, Types.TIMESTAMP, 6, NOON, "TIMESTAMP_LTZ(3)", text(3)),
                time(ADAPTIVE, Types.TIMESTAMP, 6, NOON, "BIGINT", "1769860800123456"),
                time(CONNECT, Types.TIMESTAMP, 3, NOON, "TIMESTAMP(3)", text(3)),
                time(CONNECT, Types.TIMESTAMP, 3, NOON, "TIMESTAMP_LTZ(3)", text(3)),
                time(ISO, Types.TIMESTAMP, 3, NOON, "TIMESTAMP_LTZ(3)", text(3)),
                zoned("TIMESTAMP_LTZ(3)", "2026-01-31T10:00:00.123"),
                zoned("TIMESTAMP_LTZ(9)", "2026-01-31T10:00:00.123456789"),
                zoned("STRING", "2026-01-31T12:00:00.123456789+02:00"),
                zoned(
                        "TIMESTAMP(3)",
                        "after: column 'c': expected TIMESTAMP(3), but the schema has string"
                                + " (io.debezium.time.ZonedTimestamp)"),
                time(
                        ADAPTIVE,
                        Types.TIMESTAMP,
                        6,
                        NOON,
                        "DATE",
                        "after: column 'c': expected DATE, but the schema has long (io.debezium.time.MicroTimestamp)"),
                new Value(
                        SchemaBuilder.array(MicroTimestamp.schema()).build(),
                        List.of(1_500L),
                        "ARRAY<TIMESTAMP(6)>",
                        "[1970-01-01T00:00:00.001500]"));
    }

    private static Value zoned(String type, String expected) {
        return time(
                ADAPTIVE,
                Types.TIMESTAMP_WITH_TIMEZONE,
                9,
                OffsetDateTime.of(NOON, ZoneOffset.ofHours(2)),
                type,
                expected);
    }

    private static String text(int digits) {
        return "2026-01-31T12:00:00.123456789".substring(0, "2026-01-31T12:00:00.".length() + digits);
    }

    @ParameterizedTest
    @MethodSource({"plain", "decimals", "datesAndTimes", "timestamps"})
    void isReadBySchema(Value value) {
        AvroTable table = AvroTable.of(Map.of("c", value.schema()));
        ConnectRegistry registry = new ConnectRegistry();

        Decoding decoding = DebeziumAvroDecoders.of(registry, List.of(), new Column("c", value.type()))
                .decode(registry.write(table.create(table.row(value.value()))), null);

        assertThat(
                        decoding.isRejected()
                                ? decoding.rejection()
                                : text(decoding.rows().get(0).getField(0)))
                .isEqualTo(value.expected());
    }

    private static String text(Object value) {
        if (value instanceof GenericArrayData array) {
            return Arrays.toString(array.toObjectArray());
        }
        if (value instanceof MapData map) {
            return text(map.keyArray()) + "=" + text(map.valueArray());
        }
        return value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
    }
}
