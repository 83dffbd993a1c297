package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.WireFormat;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.Mismatch;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** Times and durations. Readers and writers are null if the type is for something else. */
final class Times {
    /** 0001-01-01T00:00:00Z, the first that Protobuf takes for a timestamp. */
    private static final long FIRST_SECOND = -62_135_596_800L;
    /** 9999-12-31T23:59:59Z, the last one. */
    private static final long LAST_SECOND = 253_402_300_799L;
    /** Of a duration, either way: some 10,000 years. */
    private static final long MOST_SECONDS = 315_576_000_000L;

    private static final int NANOS_PER_SECOND = 1_000_000_000;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int MILLIS_PER_SECOND = 1000;
    private static final int MICROS_PER_SECOND = 1_000_000;

    private static final FieldNames TIMESTAMP = FieldNames.all(Timestamp.getDescriptor());
    private static final FieldNames DURATION = FieldNames.all(Duration.getDescriptor());
    private static final FieldValues ZERO = FieldValues.of(0);

    private Times() {}

    static ElementReader timestamp(LogicalType type) {
        if (!Formats.isTimestamp(type)) {
            return null;
        }
        int unit = unitOf(type);
        return (values, index) -> {
            WireMessage message = WireMessage.read(TIMESTAMP, values.slice(index));
            long seconds = FieldReaders.orElse(message.get(0), ZERO).number(0);
            long nanos = FieldReaders.orElse(message.get(1), ZERO).number(0);
            if (nanos < 0 || nanos >= NANOS_PER_SECOND || !isTime(seconds)) {
                throw new Mismatch("expected a timestamp of the years 0001 to 9999, found " + seconds + " seconds and "
                        + nanos + " nanoseconds");
            }
            return timestamp(seconds, (int) nanos, unit);
        };
    }

    private static boolean isTime(long seconds) {
        return seconds >= FIRST_SECOND && seconds <= LAST_SECOND;
    }

    /** Digits that a type does not have are cut off. */
    private static TimestampData timestamp(long seconds, int nanos, int unit) {
        int kept = nanos - nanos % unit;
        return TimestampData.fromEpochMillis(
                seconds * MILLIS_PER_SECOND + kept / NANOS_PER_MILLI, kept % NANOS_PER_MILLI);
    }

    /** The nanoseconds of the last digit that a type has. */
    private static int unitOf(LogicalType type) {
        int unit = NANOS_PER_SECOND;
        for (int i = 0; i < LogicalTypeChecks.getPrecision(type); i++) {
            unit /= 10;
        }
        return unit;
    }

    /**
     * Of a field that is a whole number since 1970.
     *
     * @throws IllegalArgumentException if it is no such field, or the type is for something else
     */
    static FieldReader epoch(FieldDescriptor field, LogicalType type, Column.Epoch epoch) {
        boolean whole = field.getJavaType() == FieldDescriptor.JavaType.INT
                || field.getJavaType() == FieldDescriptor.JavaType.LONG;
        if (!whole || field.isRepeated()) {
            throw new IllegalArgumentException("epoch is for whole numbers, and it is " + ProtobufTypes.nameOf(field)
                    + " in " + field.getContainingType().getFullName() + "; remove epoch");
        }
        if (!Formats.isTimestamp(type)) {
            throw new IllegalArgumentException(
                    "a column with epoch is a TIMESTAMP or TIMESTAMP_LTZ, not " + type.asSummaryString());
        }
        int unit = unitOf(type);
        int perSecond =
                switch (epoch) {
                    case Seconds -> 1;
                    case Milliseconds -> MILLIS_PER_SECOND;
                    case Microseconds -> MICROS_PER_SECOND;
                    case Nanoseconds -> NANOS_PER_SECOND;
                };
        boolean unsigned = field.getLiteType() == WireFormat.FieldType.UINT64
                || field.getLiteType() == WireFormat.FieldType.FIXED64;
        String units = epoch.name().toLowerCase(Locale.ROOT);
        return values -> {
            long number = values.number(0);
            long seconds = Math.floorDiv(number, (long) perSecond);
            if (unsigned && number < 0 || !isTime(seconds)) {
                throw new Mismatch("expected a time of the years 0001 to 9999, found "
                        + (unsigned ? Long.toUnsignedString(number) : Long.toString(number)) + " " + units
                        + " since 1970-01-01");
            }
            int nanos = (int) Math.floorMod(number, (long) perSecond) * (NANOS_PER_SECOND / perSecond);
            return timestamp(seconds, nanos, unit);
        };
    }

    static ElementReader duration(LogicalType type) {
        return type.is(LogicalTypeRoot.BIGINT)
                ? (values, index) -> millis(duration(values.slice(index)))
                : Texts.of(
                        type,
                        (values, index) -> StringData.fromString(
                                duration(values.slice(index)).toString()));
    }

    private static java.time.Duration duration(Slice slice) throws Mismatch {
        WireMessage message = WireMessage.read(DURATION, slice);
        long seconds = FieldReaders.orElse(message.get(0), ZERO).number(0);
        long nanos = FieldReaders.orElse(message.get(1), ZERO).number(0);
        boolean oneSign = seconds == 0 || nanos == 0 || seconds > 0 == nanos > 0;
        if (!oneSign || Math.abs(nanos) >= NANOS_PER_SECOND || !isDuration(seconds)) {
            throw new Mismatch("expected a duration of at most 10000 years, found " + seconds + " seconds and " + nanos
                    + " nanoseconds");
        }
        return java.time.Duration.ofSeconds(seconds, nanos);
    }

    private static boolean isDuration(long seconds) {
        return seconds >= -MOST_SECONDS && seconds <= MOST_SECONDS;
    }

    private static Object millis(java.time.Duration duration) throws Mismatch {
        if (duration.getNano() % NANOS_PER_MILLI != 0) {
            throw new Mismatch(
                    "expected BIGINT (whole milliseconds), found " + duration + "; a column of type STRING takes it");
        }
        return duration.toMillis();
    }

    static FieldWriter timestampWriter(LogicalType type) {
        return Formats.isTimestamp(type) ? value -> timestamp((TimestampData) value) : null;
    }

    private static Timestamp timestamp(TimestampData value) throws Mismatch {
        long millis = value.getMillisecond();
        long seconds = Math.floorDiv(millis, (long) MILLIS_PER_SECOND);
        if (!isTime(seconds)) {
            throw new Mismatch("its year is not within 0001 to 9999");
        }
        int nanos =
                (int) Math.floorMod(millis, (long) MILLIS_PER_SECOND) * NANOS_PER_MILLI + value.getNanoOfMillisecond();
        return Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();
    }

    static FieldWriter durationWriter(LogicalType type) {
        if (type.is(LogicalTypeRoot.BIGINT)) {
            return value -> duration(java.time.Duration.ofMillis((long) value));
        }
        return Formats.isText(type) ? value -> duration(parsed(value.toString())) : null;
    }

    /** It matches a pattern; few sinks write durations, and none of them should take another form than Java's own. */
    private static java.time.Duration parsed(String text) throws Mismatch {
        try {
            return java.time.Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new Mismatch("expected a duration such as PT1.5S, found \"" + Texts.shown(text) + "\"");
        }
    }

    /** Protobuf counts the fraction of a negative duration back from its seconds, Java forth from the second before. */
    private static Duration duration(java.time.Duration value) throws Mismatch {
        boolean back = value.isNegative() && value.getNano() > 0;
        long seconds = value.getSeconds() + (back ? 1 : 0);
        if (!isDuration(seconds)) {
            throw new Mismatch("expected a duration of at most 10000 years, found " + value);
        }
        return Duration.newBuilder()
                .setSeconds(seconds)
                .setNanos(value.getNano() - (back ? NANOS_PER_SECOND : 0))
                .build();
    }
}
