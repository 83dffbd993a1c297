package dev.kafkaflink.job.format;

import java.util.Base64;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.types.logical.LogicalType;

/** Writers of text by SQL type, whose text {@link TextReaders} read. */
public final class TextWriters {
    private TextWriters() {}

    /**
     * The writer of a type.
     *
     * @param format the format's name, for messages
     * @throws IllegalArgumentException if text has no form for the type
     */
    public static TextWriter of(LogicalType type, String format) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, CHAR, VARCHAR -> StringBuilder::append;
            case FLOAT ->
                (text, value) -> {
                    requireFinite(Float.isFinite((float) value), value, format);
                    text.append((float) value);
                };
            case DOUBLE ->
                (text, value) -> {
                    requireFinite(Double.isFinite((double) value), value, format);
                    text.append((double) value);
                };
            case DECIMAL ->
                (text, value) ->
                        text.append(((DecimalData) value).toBigDecimal().toPlainString());
            case BINARY, VARBINARY ->
                (text, value) -> text.append(Base64.getEncoder().encodeToString((byte[]) value));
            case DATE, TIME_WITHOUT_TIME_ZONE, TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                time(IsoWriter.of(type));
            default ->
                throw new IllegalArgumentException("type " + type.asSummaryString() + " has no form in " + format);
        };
    }

    private static void requireFinite(boolean finite, Object value, String format) throws Mismatch {
        if (!finite) {
            throw new Mismatch(value + " has no form in " + format);
        }
    }

    private static TextWriter time(IsoWriter writer) {
        return (text, value) -> {
            char[] buffer = new char[IsoWriter.LENGTH];
            text.append(buffer, 0, writer.write(buffer, value));
        };
    }
}
