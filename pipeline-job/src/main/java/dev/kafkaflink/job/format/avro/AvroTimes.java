package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.job.format.IsoTime;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.TextReader;
import dev.kafkaflink.job.format.TextReaders;
import org.apache.avro.Schema;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** Readers of dates and times. The years are those of SQL, 0000 to 9999; a fraction that a timestamp has no room for is cut off. */
final class AvroTimes {
    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final long MICROS_PER_MILLI = 1_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final int[] POWERS_OF_TEN = {
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private AvroTimes() {}

    static AvroReader date(Schema schema) {
        return !"date".equals(ConnectTypes.logicalName(schema))
                ? null
                : input -> {
                    int days = input.decoder().readInt();
                    if (!IsoTime.isWritable(days)) {
                        throw new Mismatch(
                                "expected DATE (years 0000 to 9999), found day " + days + " since 1970-01-01");
                    }
                    return days;
                };
    }

    static AvroReader time(Schema schema, int precision) {
        // Milliseconds are all that Flink keeps of a time of day.
        int digits = Math.min(precision, 3);
        return switch (ConnectTypes.logicalName(schema)) {
            case "time-millis" -> {
                int unit = POWERS_OF_TEN[3 - digits];
                yield input ->
                        (int) time(input.decoder().readInt(), MILLIS_PER_DAY, unit, precision, AvroTimeUnit.MILLIS);
            }
            case "time-micros" -> {
                int unit = POWERS_OF_TEN[6 - digits];
                yield input -> (int) (time(
                                input.decoder().readLong(),
                                MILLIS_PER_DAY * MICROS_PER_MILLI,
                                unit,
                                precision,
                                AvroTimeUnit.MICROS)
                        / MICROS_PER_MILLI);
            }
            case "time-nanos" -> {
                int unit = POWERS_OF_TEN[9 - digits];
                yield input -> (int) (time(
                                input.decoder().readLong(),
                                MILLIS_PER_DAY * NANOS_PER_MILLI,
                                unit,
                                precision,
                                AvroTimeUnit.NANOS)
                        / NANOS_PER_MILLI);
            }
            default -> null;
        };
    }

    private static long time(long value, long day, int multiple, int precision, AvroTimeUnit unit) throws Mismatch {
        if (value < 0 || value >= day || value % multiple != 0) {
            throw new Mismatch("expected TIME(" + precision + "), found " + value + " " + unit.words() + " of a day");
        }
        return value;
    }

    static AvroReader timestamp(Schema schema, LogicalType type, String family, Column.Epoch epoch) {
        if (ConnectTypes.isTimestampText(schema)) {
            return type.is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE) ? timestampText(type) : null;
        }
        AvroTimeUnit unit = AvroTimeUnit.of(schema, family)
                .or(() -> ConnectTypes.timestampUnit(schema))
                .orElse(epoch == null || schema.getLogicalType() != null ? null : AvroTimeUnit.of(epoch));
        if (unit == null) {
            return null;
        }
        int precision = LogicalTypeChecks.getPrecision(type);
        return switch (schema.getType()) {
            case LONG -> input -> timestamp(input.decoder().readLong(), unit, type, precision);
            case INT -> input -> timestamp(input.decoder().readInt(), unit, type, precision);
            case RECORD, ENUM, ARRAY, MAP, UNION, FIXED, STRING, BYTES, FLOAT, DOUBLE, BOOLEAN, NULL -> null;
        };
    }

    private static AvroReader timestampText(LogicalType type) {
        TextReader reader = TextReaders.of(type, Format.Type.Avro.name());
        return input -> {
            char[] text = AvroTexts.utf8(input).toString().toCharArray();
            return reader.read(text, 0, text.length);
        };
    }

    private static TimestampData timestamp(long value, AvroTimeUnit unit, LogicalType type, int precision)
            throws Mismatch {
        if (!unit.isInSql(value)) {
            throw new Mismatch("expected " + type.asSummaryString() + " (years 0000 to 9999), found " + value + " "
                    + unit.words() + " since 1970-01-01");
        }
        TimestampData exact = unit.timestamp(value);
        return precision >= unit.digits() ? exact : cut(exact, precision);
    }

    private static TimestampData cut(TimestampData value, int precision) {
        long millis = value.getMillisecond();
        if (precision <= 3) {
            return TimestampData.fromEpochMillis(millis - Math.floorMod(millis, (long) POWERS_OF_TEN[3 - precision]));
        }
        int nanos = value.getNanoOfMillisecond();
        return TimestampData.fromEpochMillis(millis, nanos - nanos % POWERS_OF_TEN[9 - precision]);
    }
}
