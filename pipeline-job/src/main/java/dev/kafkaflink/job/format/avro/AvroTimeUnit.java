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
    private static final int MICROS_PER_MILLI = 1_000;
    private static final long FIRST_SECOND = -62_167_219_200L;
    private static final long END_OF_SECONDS = 253_402_300_800L;

    private final long perSecond;
    private final long first;
    private final long last;

    AvroTimeUnit(long perSecond) {
        this.perSecond = perSecond;
        // Nanoseconds in a long end long before.
        boolean all = perSecond > Long.MAX_VALUE / END_OF_SECONDS;
        this.first = all ? Long.MIN_VALUE : FIRST_SECOND * perSecond;
        this.last = all ? Long.MAX_VALUE : END_OF_SECONDS * perSecond - 1;
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
            case Nanoseconds -> NANOS;
        };
    }

    /** Whether a count lies in the years 0000 to 9999, which SQL has. */
    boolean isInSql(long count) {
        return count >= first && count <= last;
    }

    /** The digits of a second that there are. */
    int digits() {
        return switch (this) {
            case SECONDS -> 0;
            case MILLIS -> 3;
            case MICROS -> 6;
            case NANOS -> 9;
        };
    }

    TimestampData timestamp(long count) {
        return switch (this) {
            case SECONDS -> TimestampData.fromEpochMillis(count * MILLIS.perSecond);
            case MILLIS -> TimestampData.fromEpochMillis(count);
            case MICROS ->
                TimestampData.fromEpochMillis(
                        Math.floorDiv(count, (long) MICROS_PER_MILLI),
                        (int) Math.floorMod(count, (long) MICROS_PER_MILLI) * (NANOS_PER_MILLI / MICROS_PER_MILLI));
            case NANOS ->
                TimestampData.fromEpochMillis(Math.floorDiv(count, (long) NANOS_PER_MILLI), (int)
                        Math.floorMod(count, (long) NANOS_PER_MILLI));
        };
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
