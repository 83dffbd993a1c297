package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.Utf8;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** Readers of text and bytes. A string is bytes to Avro, which may be no UTF-8: it is refused then, not mended. */
final class AvroTexts {
    private static final int SHOWN = 40;
    private static final int UUID_BYTES = 16;

    private AvroTexts() {}

    /** What reads the bytes of a text, or any. */
    private interface Bytes {
        byte[] read(AvroInput input) throws IOException, Mismatch;
    }

    static AvroReader text(Schema schema, LogicalType type) {
        AvroReader texts = texts(schema);
        int length = LogicalTypeChecks.getLength(type);
        if (texts == null || length == Integer.MAX_VALUE) {
            return texts;
        }
        boolean padded = type.is(LogicalTypeRoot.CHAR);
        return input -> limited((StringData) texts.read(input), length, padded, type);
    }

    private static StringData limited(StringData value, int length, boolean padded, LogicalType type) throws Mismatch {
        String text = value.toString();
        int missing = length - text.codePointCount(0, text.length());
        if (missing < 0) {
            throw new Mismatch("expected " + type.asSummaryString() + ", found \"" + shown(text) + '"');
        }
        return padded && missing > 0 ? StringData.fromString(text + " ".repeat(missing)) : value;
    }

    /** Null if there are no texts. */
    private static AvroReader texts(Schema schema) {
        return switch (schema.getType()) {
            case ENUM -> symbols(schema);
            case FIXED ->
                "uuid".equals(AvroSchemas.logicalName(schema)) && schema.getFixedSize() == UUID_BYTES
                        ? input -> uuid(input.fixed(schema))
                        : null;
            // Avro takes bytes for a string, too; those of a decimal are none.
            case STRING, BYTES -> AvroSchemas.logicalName(schema).contains("decimal") ? null : AvroTexts::utf8;
            case RECORD, ARRAY, MAP, UNION, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> null;
        };
    }

    static StringData utf8(AvroInput input) throws IOException, Mismatch {
        byte[] bytes = input.decoder().readBytes(null).array();
        int malformed = Utf8.firstMalformed(bytes);
        if (malformed >= 0) {
            throw new Mismatch("invalid UTF-8 at byte " + malformed + " of the string");
        }
        return StringData.fromBytes(bytes);
    }

    private static AvroReader symbols(Schema schema) {
        List<StringData> symbols =
                schema.getEnumSymbols().stream().map(StringData::fromString).toList();
        return input -> {
            int index = input.decoder().readEnum();
            if (index < 0 || index >= symbols.size()) {
                throw Mismatch.ofRecord("malformed Avro: symbol " + index + " of the " + symbols.size() + " of enum "
                        + schema.getFullName() + ", before byte " + input.position());
            }
            return symbols.get(index);
        };
    }

    private static StringData uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return StringData.fromString(new UUID(buffer.getLong(), buffer.getLong()).toString());
    }

    static AvroReader bytes(Schema schema, LogicalType type) {
        Bytes bytes =
                switch (schema.getType()) {
                    case BYTES, STRING ->
                        input -> input.decoder().readBytes(null).array();
                    case FIXED -> input -> input.fixed(schema);
                    case RECORD, ENUM, ARRAY, MAP, UNION, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> null;
                };
        if (bytes == null) {
            return null;
        }
        int length = LogicalTypeChecks.getLength(type);
        boolean exact = type.is(LogicalTypeRoot.BINARY);
        return input -> {
            byte[] value = bytes.read(input);
            if (value.length > length || exact && value.length < length) {
                throw new Mismatch("expected " + type.asSummaryString() + ", found " + value.length + " bytes");
            }
            return value;
        };
    }

    /** Text for a message, which must not be much larger than the record itself. */
    static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
