package dev.kafkaflink.job.format;

import org.apache.flink.table.data.TimestampData;

/**
 * Dates and times in ISO 8601, without java.time's formatters, which make a dozen objects for each value. A date and a time
 * may also be parted by a space, as in SQL.
 */
public final class IsoTime {
    private static final int MILLIS_PER_SECOND = 1000;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final int[] DAYS_OF_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int[] POWERS_OF_TEN = {
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private final char[] text;
    private final int end;
    private int at;

    private IsoTime(char[] text, int offset, int length) {
        this.text = text;
        this.at = offset;
        this.end = offset + length;
    }

    /** The days since the epoch of {@code yyyy-MM-dd}; null if the text is no such date. */
    public static Integer date(char[] text, int offset, int length) {
        IsoTime iso = new IsoTime(text, offset, length);
        int days = iso.days();
        return days == Integer.MIN_VALUE || iso.at != iso.end ? null : days;
    }

    /** The milliseconds of day of {@code HH:mm[:ss[.f]]}; null if the text is no such time, or is finer than the precision. */
    public static Integer time(char[] text, int offset, int length, int precision) {
        IsoTime iso = new IsoTime(text, offset, length);
        int seconds = iso.seconds();
        int nanos = seconds < 0 ? -1 : iso.nanos();
        boolean whole = nanos >= 0 && iso.at == iso.end && nanos == truncate(nanos, Math.min(precision, 3));
        return whole ? seconds * MILLIS_PER_SECOND + nanos / 1_000_000 : null;
    }

    /**
     * The timestamp of {@code yyyy-MM-dd(T| )HH:mm[:ss[.f]]}, with a zone (Z, +hh:mm, +hhmm, +hh) where one is allowed; digits
     * beyond the precision are cut off. Without a zone it is UTC.
     *
     * @return null if the text is no such timestamp
     */
    public static TimestampData timestamp(char[] text, int offset, int length, int precision, boolean zoned) {
        IsoTime iso = new IsoTime(text, offset, length);
        int days = iso.days();
        if (days == Integer.MIN_VALUE || !iso.skip('T', 't', ' ')) {
            return null;
        }
        int seconds = iso.seconds();
        int nanos = seconds < 0 ? -1 : iso.nanos();
        int zoneMinutes = nanos >= 0 && zoned ? iso.zone() : 0;
        if (nanos < 0 || zoneMinutes == Integer.MIN_VALUE || iso.at != iso.end) {
            return null;
        }
        int kept = truncate(nanos, precision);
        long millis = days * MILLIS_PER_DAY + (seconds - zoneMinutes * 60L) * MILLIS_PER_SECOND + kept / 1_000_000;
        return TimestampData.fromEpochMillis(millis, kept % 1_000_000);
    }

    private static int truncate(int nanos, int precision) {
        return nanos - nanos % POWERS_OF_TEN[9 - precision];
    }

    private int days() {
        int year = digits(4);
        int month = skip('-') ? digits(2) : -1;
        int day = skip('-') ? digits(2) : -1;
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
            return Integer.MIN_VALUE;
        }
        return epochDay(year, month, day);
    }

    private static int daysOf(int year, int month) {
        return month == 2 && isLeap(year) ? 29 : DAYS_OF_MONTH[month - 1];
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** Days since 1970-01-01 in the proleptic Gregorian calendar, counting years from March so that leap days come last. */
    private static int epochDay(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(y, 400);
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }

    /** The second of day; -1 if there is none. */
    private int seconds() {
        int hour = digits(2);
        int minute = skip(':') ? digits(2) : -1;
        int second = skip(':') ? digits(2) : 0;
        boolean valid = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
        return valid ? (hour * 60 + minute) * 60 + second : -1;
    }

    /** The fraction of a second; 0 if there is none, -1 if it is malformed. */
    private int nanos() {
        if (!skip('.')) {
            return 0;
        }
        int value = 0;
        int count = 0;
        while (at < end && isDigit(text[at])) {
            if (count < 9) {
                value = value * 10 + text[at] - '0';
            }
            count++;
            at++;
        }
        return count == 0 ? -1 : value * POWERS_OF_TEN[9 - Math.min(count, 9)];
    }

    /** The zone's minutes east of UTC; 0 if there is none, the least int if it is malformed. */
    private int zone() {
        if (at == end || skip('Z', 'z', 'Z')) {
            return 0;
        }
        int sign = skip('+') ? 1 : skip('-') ? -1 : 0;
        int hours = digits(2);
        boolean colon = skip(':');
        int minutes = at < end || colon ? digits(2) : 0;
        boolean valid = sign != 0 && hours >= 0 && hours <= 18 && minutes >= 0 && minutes < 60;
        return valid ? sign * (hours * 60 + minutes) : Integer.MIN_VALUE;
    }

    private int digits(int count) {
        if (end - at < count) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < count; i++) {
            char digit = text[at + i];
            if (!isDigit(digit)) {
                return -1;
            }
            value = value * 10 + digit - '0';
        }
        at += count;
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private boolean skip(char expected) {
        if (at < end && text[at] == expected) {
            at++;
            return true;
        }
        return false;
    }

    private boolean skip(char one, char other, char third) {
        return skip(one) || skip(other) || skip(third);
    }

    /** Whether a count of days since the epoch lies in the years 0000 to 9999, which four digits can say. */
    public static boolean isWritable(long epochDay) {
        return epochDay >= -719_528 && epochDay <= 2_932_896;
    }

    /** Writes {@code yyyy-MM-dd}; returns where the text ends. */
    public static int writeDate(char[] buffer, int at, long epochDay) {
        long shifted = epochDay + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        int dayOfEra = (int) (shifted - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
        int next = writeDigits(buffer, at, year, 4);
        buffer[next] = '-';
        next = writeDigits(buffer, next + 1, month, 2);
        buffer[next] = '-';
        return writeDigits(buffer, next + 1, day, 2);
    }

    /** Writes {@code HH:mm:ss} and, if it is not zero, the fraction in 3, 6 or 9 digits; returns where the text ends. */
    public static int writeTime(char[] buffer, int at, int secondOfDay, int nanos) {
        int next = writeDigits(buffer, at, secondOfDay / 3600, 2);
        buffer[next] = ':';
        next = writeDigits(buffer, next + 1, secondOfDay / 60 % 60, 2);
        buffer[next] = ':';
        next = writeDigits(buffer, next + 1, secondOfDay % 60, 2);
        if (nanos == 0) {
            return next;
        }
        buffer[next] = '.';
        if (nanos % 1_000_000 == 0) {
            return writeDigits(buffer, next + 1, nanos / 1_000_000, 3);
        }
        return nanos % 1000 == 0
                ? writeDigits(buffer, next + 1, nanos / 1000, 6)
                : writeDigits(buffer, next + 1, nanos, 9);
    }

    /** Writes a date, T, a time and, if it is a point in time, Z; returns where the text ends. */
    public static int writeTimestamp(char[] buffer, int at, TimestampData timestamp, boolean zoned) {
        long epochSecond = Math.floorDiv(timestamp.getMillisecond(), (long) MILLIS_PER_SECOND);
        int nanos = (int) Math.floorMod(timestamp.getMillisecond(), (long) MILLIS_PER_SECOND) * 1_000_000
                + timestamp.getNanoOfMillisecond();
        int next = writeDate(buffer, at, Math.floorDiv(epochSecond, (long) SECONDS_PER_DAY));
        buffer[next] = 'T';
        next = writeTime(buffer, next + 1, (int) Math.floorMod(epochSecond, (long) SECONDS_PER_DAY), nanos);
        if (zoned) {
            buffer[next++] = 'Z';
        }
        return next;
    }

    private static int writeDigits(char[] buffer, int at, int value, int count) {
        int rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            buffer[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
        return at + count;
    }
}
