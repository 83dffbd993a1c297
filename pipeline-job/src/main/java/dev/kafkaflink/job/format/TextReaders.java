package dev.kafkaflink.job.format;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import java.io.Serializable;
import java.util.Base64;
import java.util.Optional;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** Readers of text by SQL type, for formats in which every value is text, and for the strings of others. */
public final class TextReaders {
    private TextReaders() {}

    /**
     * The reader of a type.
     *
     * @param format the format's name, for the message
     * @throws IllegalArgumentException if text has no form for the type
     */
    public static TextReader of(LogicalType type, String format) {
        String name = name(type);
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> TextReaders::bool;
            case TINYINT -> TextNumbers.whole(ExactNumbers.Whole.TINYINT);
            case SMALLINT -> TextNumbers.whole(ExactNumbers.Whole.SMALLINT);
            case INTEGER -> TextNumbers.whole(ExactNumbers.Whole.INT);
            case BIGINT -> TextNumbers.whole(ExactNumbers.Whole.BIGINT);
            case FLOAT -> TextNumbers.real();
            case DOUBLE -> TextNumbers.doublePrecision();
            case DECIMAL -> TextNumbers.decimal(((DecimalType) type).getPrecision(), ((DecimalType) type).getScale());
            case CHAR -> new Characters(name, LogicalTypeChecks.getLength(type), true);
            case VARCHAR -> new Characters(name, LogicalTypeChecks.getLength(type), false);
            case BINARY -> binary(name, LogicalTypeChecks.getLength(type), true);
            case VARBINARY -> binary(name, LogicalTypeChecks.getLength(type), false);
            case DATE -> time(type, IsoTime::date);
            case TIME_WITHOUT_TIME_ZONE -> {
                int precision = LogicalTypeChecks.getPrecision(type);
                yield time(type, (text, offset, length) -> IsoTime.time(text, offset, length, precision));
            }
            case TIMESTAMP_WITHOUT_TIME_ZONE -> timestamp(type, false);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> timestamp(type, true);
            default ->
                throw new IllegalArgumentException("type " + type.asSummaryString() + " has no form in " + format);
        };
    }

    /**
     * The reader of a column, as it is declared.
     *
     * @throws IllegalArgumentException if text has no form for it
     */
    public static TextReader of(Column column, LogicalType type, Format.Type format) {
        Formats.onlyInJson(column, format).ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
        if (column.epoch() == null) {
            return of(type, format.name());
        }
        requireEpoch(type);
        int precision = LogicalTypeChecks.getPrecision(type);
        return type.is(LogicalTypeRoot.TIME_WITHOUT_TIME_ZONE)
                ? TextNumbers.sinceMidnight(column.epoch(), name(type), precision)
                : TextNumbers.epoch(column.epoch(), name(type), precision);
    }

    /**
     * Of a column with epoch.
     *
     * @throws IllegalArgumentException if it is of a type that is no number since anything
     */
    public static void requireEpoch(LogicalType type) {
        if (!Formats.isTimestamp(type) && !type.is(LogicalTypeRoot.TIME_WITHOUT_TIME_ZONE)) {
            throw new IllegalArgumentException(
                    "a column with epoch is a TIMESTAMP, TIMESTAMP_LTZ or TIME, not " + type.asSummaryString());
        }
    }

    /** Why text has no form for a type; empty if it has one. */
    public static Optional<String> unsupported(LogicalType type, Format.Type format) {
        try {
            of(type, format.name());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Why a column cannot be read as it is declared; empty if it can. */
    public static Optional<String> unreadable(Column column, LogicalType type, Format.Type format) {
        try {
            of(column, type, format);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** What a message says is expected of a text of a type. */
    public static String expected(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BINARY, VARBINARY -> name(type) + " in base64";
            case DATE -> "DATE (yyyy-MM-dd)";
            case TIME_WITHOUT_TIME_ZONE -> "TIME(" + LogicalTypeChecks.getPrecision(type) + ") (HH:mm:ss)";
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                "TIMESTAMP(" + LogicalTypeChecks.getPrecision(type) + ") (yyyy-MM-ddTHH:mm:ss without a zone)";
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                "TIMESTAMP_LTZ(" + LogicalTypeChecks.getPrecision(type) + ") (yyyy-MM-ddTHH:mm:ssZ)";
            default -> name(type);
        };
    }

    /** Whether it may be NULL is another question than which text it takes. */
    private static String name(LogicalType type) {
        return type.copy(true).asSummaryString();
    }

    private static Object bool(char[] text, int offset, int length) throws Mismatch {
        if (is("true", text, offset, length)) {
            return true;
        }
        if (is("false", text, offset, length)) {
            return false;
        }
        throw Mismatch.of("BOOLEAN", text, offset, length);
    }

    private static boolean is(String word, char[] text, int offset, int length) {
        if (length != word.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            // In ASCII the cases of a letter differ by this bit; no other letter has the same rest.
            if ((text[offset + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Text of at most so many characters; one that nobody uses is not made.
     *
     * @param padded whether it is padded to that length
     */
    private record Characters(String expected, int most, boolean padded) implements TextReader {
        @Override
        public Object read(char[] text, int offset, int length) throws Mismatch {
            int missing = missing(text, offset, length);
            String value = new String(text, offset, length);
            return StringData.fromString(padded && missing > 0 ? value + " ".repeat(missing) : value);
        }

        @Override
        public void check(char[] text, int offset, int length) throws Mismatch {
            missing(text, offset, length);
        }

        private int missing(char[] text, int offset, int length) throws Mismatch {
            // Most columns have no limit, and no text has more characters than chars.
            int missing = most - (length <= most && !padded ? length : Character.codePointCount(text, offset, length));
            if (missing < 0) {
                throw Mismatch.of(expected, text, offset, length);
            }
            return missing;
        }
    }

    private static TextReader binary(String name, int most, boolean exact) {
        return (text, offset, length) -> {
            byte[] bytes;
            try {
                bytes = Base64.getDecoder().decode(new String(text, offset, length));
            } catch (IllegalArgumentException e) {
                throw Mismatch.of(name + " in base64", text, offset, length);
            }
            if (bytes.length > most || exact && bytes.length < most) {
                throw Mismatch.of(name, text, offset, length);
            }
            return bytes;
        };
    }

    private static TextReader timestamp(LogicalType type, boolean zoned) {
        int precision = LogicalTypeChecks.getPrecision(type);
        return time(type, (text, offset, length) -> IsoTime.timestamp(text, offset, length, precision, zoned));
    }

    private interface Iso extends Serializable {
        Object read(char[] text, int offset, int length);
    }

    private static TextReader time(LogicalType type, Iso iso) {
        String expected = expected(type);
        return (text, offset, length) -> {
            Object value = iso.read(text, offset, length);
            if (value == null) {
                throw Mismatch.of(expected, text, offset, length);
            }
            return value;
        };
    }
}
