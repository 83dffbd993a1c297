package dev.kafkaflink.job.format.protobuf;

import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.Utf8;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** Readers of texts and bytes; null if the type is not for them. */
final class Texts {
    private static final int SHOWN = 40;

    private Texts() {}

    static ElementReader text(LogicalType type) {
        return of(type, (values, index) -> text(values.slice(index)));
    }

    /** Any reader that makes texts, whose lengths are held against the type. */
    static ElementReader of(LogicalType type, ElementReader texts) {
        if (!Formats.isText(type)) {
            return null;
        }
        int length = LogicalTypeChecks.getLength(type);
        if (length == Integer.MAX_VALUE) {
            return texts;
        }
        boolean padded = type.is(LogicalTypeRoot.CHAR);
        String expected = "expected " + type.copy(true).asSummaryString() + ", found ";
        return (values, index) -> {
            StringData value = (StringData) texts.read(values, index);
            String text = value.toString();
            int missing = length - text.codePointCount(0, text.length());
            if (missing < 0) {
                throw new Mismatch(expected + '"' + shown(text) + '"');
            }
            return padded && missing > 0 ? StringData.fromString(text + " ".repeat(missing)) : value;
        };
    }

    static StringData text(Slice slice) throws Mismatch {
        byte[] bytes = slice.copy();
        int malformed = Utf8.firstMalformed(bytes);
        if (malformed >= 0) {
            throw new Mismatch("invalid UTF-8 at byte " + malformed + " of the text");
        }
        return StringData.fromBytes(bytes);
    }

    static ElementReader bytes(LogicalType type) {
        if (!Formats.isBytes(type)) {
            return null;
        }
        int length = LogicalTypeChecks.getLength(type);
        boolean exact = type.is(LogicalTypeRoot.BINARY);
        String expected = "expected " + type.copy(true).asSummaryString() + ", found ";
        return (values, index) -> {
            Slice slice = values.slice(index);
            if (slice.length() > length || exact && slice.length() < length) {
                throw new Mismatch(expected + slice.length() + " bytes");
            }
            return slice.copy();
        };
    }

    /** Text for a message, which must not be much larger than the record itself. */
    static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
