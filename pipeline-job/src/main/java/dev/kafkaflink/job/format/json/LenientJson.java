package dev.kafkaflink.job.format.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.kafkaflink.job.format.Mismatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Rows as JSON for a person, where they cannot be written for a machine: a value for which JSON has no form, such as NaN or a
 * year beyond 9999, is text. Its writers are made anew for each row, which is rare.
 */
public final class LenientJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private LenientJson() {}

    /**
     * A row as a JSON object in UTF-8.
     *
     * @param type its columns
     */
    public static byte[] write(RowData row, RowType type) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            writeRow(generator, type, row);
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory always takes bytes", e);
        }
        return bytes.toByteArray();
    }

    private static void writeRow(JsonGenerator generator, RowType type, RowData row) throws IOException {
        generator.writeStartObject();
        for (int i = 0; i < type.getFieldCount(); i++) {
            generator.writeFieldName(type.getFieldNames().get(i));
            LogicalType field = type.getTypeAt(i);
            writeValue(generator, field, RowData.createFieldGetter(field, i).getFieldOrNull(row));
        }
        generator.writeEndObject();
    }

    private static void writeValue(JsonGenerator generator, LogicalType type, Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
            return;
        }
        switch (type.getTypeRoot()) {
            case ROW -> writeRow(generator, (RowType) type, (RowData) value);
            case ARRAY -> writeArray(generator, ((ArrayType) type).getElementType(), (ArrayData) value);
            case MAP -> writeMap(generator, (MapType) type, (MapData) value);
            case RAW -> generator.writeString(type.asSummaryString());
            case DATE -> generator.writeString(LocalDate.ofEpochDay((int) value).toString());
            default -> writeScalar(generator, type, value);
        }
    }

    private static void writeArray(JsonGenerator generator, LogicalType elementType, ArrayData array)
            throws IOException {
        ArrayData.ElementGetter elements = ArrayData.createElementGetter(elementType);
        generator.writeStartArray();
        for (int i = 0; i < array.size(); i++) {
            writeValue(generator, elementType, elements.getElementOrNull(array, i));
        }
        generator.writeEndArray();
    }

    private static void writeMap(JsonGenerator generator, MapType type, MapData map) throws IOException {
        ArrayData.ElementGetter keys = ArrayData.createElementGetter(type.getKeyType());
        ArrayData.ElementGetter values = ArrayData.createElementGetter(type.getValueType());
        generator.writeStartObject();
        for (int i = 0; i < map.size(); i++) {
            generator.writeFieldName(String.valueOf(keys.getElementOrNull(map.keyArray(), i)));
            writeValue(generator, type.getValueType(), values.getElementOrNull(map.valueArray(), i));
        }
        generator.writeEndObject();
    }

    /** A writer refuses a value before it has written any of it. */
    private static void writeScalar(JsonGenerator generator, LogicalType type, Object value) throws IOException {
        try {
            JsonWriters.of(type).write(generator, value);
        } catch (Mismatch e) {
            generator.writeString(value instanceof TimestampData timestamp ? text(timestamp) : value.toString());
        }
    }

    /** Its own text has no years beyond some millions. */
    private static String text(TimestampData timestamp) {
        long millis = timestamp.getMillisecond();
        int nanos = (int) Math.floorMod(millis, 1000L) * 1_000_000 + timestamp.getNanoOfMillisecond();
        return LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000L), nanos, ZoneOffset.UTC)
                .toString();
    }
}
