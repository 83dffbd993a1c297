package dev.kafkaflink.job.format.text;

import dev.kafkaflink.job.format.IsoTime;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.TextReader;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** Reads times that are not ISO 8601, by the letters of java.time, strictly. */
final class TimeFormat implements TextReader {
    private static final long serialVersionUID = 1L;
    private static final ZonedDateTime SAMPLE =
            ZonedDateTime.of(LocalDate.of(2001, 2, 3), LocalTime.of(16, 5, 6, 789_000_000), ZoneOffset.ofHours(1));

    private final String pattern;
    private final String expected;
    private final Needs needs;
    /** What a fraction of a second is a multiple of. */
    private final int unit;

    private transient DateTimeFormatter formatter;

    private TimeFormat(String pattern, String type, Needs needs, int precision) {
        this.pattern = pattern;
        this.expected = type + " (" + pattern + ")";
        this.needs = needs;
        this.unit = (int) Math.pow(10, 9 - precision);
    }

    /**
     * The reader of a type.
     *
     * @throws IllegalArgumentException if the pattern does not give what the type needs, in words for a person
     */
    static TimeFormat of(String pattern, LogicalType type) {
        String name = type.copy(true).asSummaryString();
        Needs needs = Needs.of(type);
        TemporalAccessor sample;
        try {
            DateTimeFormatter formatter = formatter(pattern);
            sample = formatter.parse(formatter.format(SAMPLE));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException("'" + pattern + "' is no format of times: " + e.getMessage());
        }
        require(needs.date, sample.query(TemporalQueries.localDate()), "a date (year, month and day)", pattern, name);
        require(needs.time, sample.query(TemporalQueries.localTime()), "a time of day", pattern, name);
        require(
                needs.zone,
                sample.query(TemporalQueries.zone()),
                "an offset from UTC, such as Z or XXX",
                pattern,
                name);
        int precision = needs.time ? LogicalTypeChecks.getPrecision(type) : 0;
        return new TimeFormat(pattern, name, needs, needs.date ? precision : Math.min(3, precision));
    }

    /** What a type is made of. */
    private record Needs(boolean date, boolean time, boolean zone) implements Serializable {
        static Needs of(LogicalType type) {
            return switch (type.getTypeRoot()) {
                case DATE -> new Needs(true, false, false);
                case TIME_WITHOUT_TIME_ZONE -> new Needs(false, true, false);
                case TIMESTAMP_WITHOUT_TIME_ZONE -> new Needs(true, true, false);
                case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> new Needs(true, true, true);
                default ->
                    throw new IllegalArgumentException(
                            "is for a DATE, TIME, TIMESTAMP or TIMESTAMP_LTZ, not " + type.asSummaryString());
            };
        }
    }

    private static void require(boolean needed, Object part, String what, String pattern, String type) {
        if (needed != (part != null)) {
            String has = needed ? "no" + what.substring(what.indexOf(' ')) : what;
            throw new IllegalArgumentException("'" + pattern + "' has " + has + ", which a " + type
                    + (needed ? " needs" : " does not hold")
                    + "; give the column another type, or the format other letters");
        }
    }

    /** An era need not be said: all times are of ours. */
    private static DateTimeFormatter formatter(String pattern) {
        return new DateTimeFormatterBuilder()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.ERA, 1)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    @Override
    public Object read(char[] text, int offset, int length) throws Mismatch {
        if (formatter == null) {
            formatter = formatter(pattern);
        }
        Object value;
        try {
            value = value(formatter.parse(new String(text, offset, length)));
        } catch (DateTimeException e) {
            value = null;
        }
        if (value == null) {
            throw Mismatch.of(expected, text, offset, length);
        }
        return value;
    }

    /** In Flink's internal form; null if the type cannot hold it, or if an optional part that it needs is not there. */
    private Object value(TemporalAccessor parsed) {
        LocalDate date = parsed.query(TemporalQueries.localDate());
        LocalTime time = parsed.query(TemporalQueries.localTime());
        ZoneId zone = parsed.query(TemporalQueries.zone());
        boolean whole = (date != null || !needs.date) && (time != null || !needs.time) && (zone != null || !needs.zone);
        if (!whole || date != null && !IsoTime.isWritable(date.toEpochDay())) {
            return null;
        }
        if (!needs.time) {
            return (int) date.toEpochDay();
        }
        int finer = time.getNano() % unit;
        if (!needs.date) {
            return finer == 0 ? time.get(ChronoField.MILLI_OF_DAY) : null;
        }
        LocalDateTime local = LocalDateTime.of(date, time.minusNanos(finer));
        return needs.zone ? instant(local, zone) : TimestampData.fromLocalDateTime(local);
    }

    /** Where a zone's clocks are set forward or back, a time of it is none or two, and so null. */
    private static TimestampData instant(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.size() == 1 ? TimestampData.fromInstant(local.toInstant(offsets.get(0))) : null;
    }
}
