package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.format.Mismatch;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.flink.table.data.TimestampData;

/** The units in which points in time are numbers, counted from 1970. */
enum AvroTimeUnit {
    SECONDS(1),
    MILLIS(1_000),
    MICROS(1_000_000),
    NANOS(1_000_000_000);

    private static final int NANOS_PER_MILLI = 1_000_000;

    private final long perSecond;

    AvroTimeUnit(long perSecond) {
        this.perSecond = perSecond;
    }

    String words() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The unit of a logical type of that family, such as {@code timestamp-}. */
    static Optional<AvroTimeUnit> of(Schema schema, String family) {
        return Arrays.stream(values())
                .filter(unit -> AvroSchemas.logicalName(schema).equals(family + unit.words()))
                .findFirst();
    }

    static AvroTimeUnit of(Column.Epoch epoch) {
        return switch (epoch) {
            case Seconds -> SECONDS;
            case Milliseconds -> MILLIS;
            case Microseconds -> MICROS;
        };
    }

    /** The whole seconds of a count, towards the past. */
    long seconds(long count) {
        return Math.floorDiv(count, perSecond);
    }

    TimestampData timestamp(long count) {
        int nanos = (int) (Math.floorMod(count, perSecond) * (NANOS.perSecond / perSecond));
        return TimestampData.fromEpochMillis(
                seconds(count) * MILLIS.perSecond + nanos / NANOS_PER_MILLI, nanos % NANOS_PER_MILLI);
    }

    /**
     * The count of a timestamp.
     *
     * @throws Mismatch if it is no whole one, or too large
     */
    long count(TimestampData timestamp) throws Mismatch {
        long second = Math.floorDiv(timestamp.getMillisecond(), MILLIS.perSecond);
        long nanos = Math.floorMod(timestamp.getMillisecond(), MILLIS.perSecond) * NANOS_PER_MILLI
                + timestamp.getNanoOfMillisecond();
        long size = NANOS.perSecond / perSecond;
        if (nanos % size != 0) {
            throw new Mismatch("is " + timestamp + ", but the schema has whole " + words());
        }
        try {
            return Math.addExact(Math.multiplyExact(second, perSecond), nanos / size);
        } catch (ArithmeticException e) {
            throw new Mismatch("is " + timestamp + ", which is too far from 1970 to be counted in " + words()
                    + ", as the schema does");
        }
    }
}
