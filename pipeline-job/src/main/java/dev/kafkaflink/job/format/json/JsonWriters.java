package dev.kafkaflink.job.format.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.IsoWriter;
import dev.kafkaflink.job.format.Mismatch;
import java.io.IOException;
import java.util.stream.IntStream;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/** Writers by SQL type. */
final class JsonWriters {
    private JsonWriters() {}

    /**
     * The writer of a type.
     *
     * @throws IllegalArgumentException if JSON has no form for the type
     */
    static JsonWriter of(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> (generator, value) -> generator.writeBoolean((boolean) value);
            case TINYINT -> (generator, value) -> generator.writeNumber((byte) value);
            case SMALLINT -> (generator, value) -> generator.writeNumber((short) value);
            case INTEGER -> (generator, value) -> generator.writeNumber((int) value);
            case BIGINT -> (generator, value) -> generator.writeNumber((long) value);
            case FLOAT -> (generator, value) -> writeFloat(generator, (float) value);
            case DOUBLE -> (generator, value) -> writeDouble(generator, (double) value);
            case DECIMAL -> (generator, value) -> generator.writeNumber(((DecimalData) value).toBigDecimal());
            case CHAR, VARCHAR -> JsonWriters::writeString;
            case BINARY, VARBINARY -> (generator, value) -> generator.writeBinary((byte[]) value);
            case DATE, TIME_WITHOUT_TIME_ZONE, TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                time(IsoWriter.of(type));
            case ARRAY -> array((ArrayType) type);
            case MAP -> map((MapType) type);
            case ROW -> row((RowType) type);
            default -> throw new IllegalArgumentException("type " + type.asSummaryString() + " has no form in JSON");
        };
    }

    private static void writeFloat(JsonGenerator generator, float value) throws IOException, Mismatch {
        if (!Float.isFinite(value)) {
            throw new Mismatch(value + " has no form in JSON");
        }
        generator.writeNumber(value);
    }

    private static void writeDouble(JsonGenerator generator, double value) throws IOException, Mismatch {
        if (!Double.isFinite(value)) {
            throw new Mismatch(value + " has no form in JSON");
        }
        generator.writeNumber(value);
    }

    /** Strings are UTF-8 already; they are escaped as they are copied. */
    private static void writeString(JsonGenerator generator, Object value) throws IOException {
        byte[] utf8 = ((StringData) value).toBytes();
        generator.writeUTF8String(utf8, 0, utf8.length);
    }

    private static JsonWriter time(IsoWriter writer) {
        return (generator, value) -> {
            char[] text = new char[IsoWriter.LENGTH];
            generator.writeString(text, 0, writer.write(text, value));
        };
    }

    private static JsonWriter array(ArrayType type) {
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(type.getElementType());
        JsonWriter elements = of(type.getElementType());
        return (generator, value) -> {
            ArrayData array = (ArrayData) value;
            generator.writeStartArray();
            for (int i = 0; i < array.size(); i++) {
                try {
                    writeNullable(generator, elements, getter.getElementOrNull(array, i));
                } catch (Mismatch e) {
                    throw e.inElement(i);
                }
            }
            generator.writeEndArray();
        };
    }

    private static JsonWriter map(MapType type) {
        if (!Formats.isText(type.getKeyType())) {
            throw new IllegalArgumentException(
                    "type " + type.asSummaryString() + " has no form in JSON: a map's keys must be STRING");
        }
        ArrayData.ElementGetter keys = ArrayData.createElementGetter(type.getKeyType());
        ArrayData.ElementGetter values = ArrayData.createElementGetter(type.getValueType());
        JsonWriter writer = of(type.getValueType());
        return (generator, value) -> {
            MapData map = (MapData) value;
            generator.writeStartObject();
            for (int i = 0; i < map.size(); i++) {
                Object key = keys.getElementOrNull(map.keyArray(), i);
                if (key == null) {
                    throw new Mismatch("a map with a NULL key has no form in JSON");
                }
                generator.writeFieldName(key.toString());
                try {
                    writeNullable(generator, writer, values.getElementOrNull(map.valueArray(), i));
                } catch (Mismatch e) {
                    throw e.inField(key.toString());
                }
            }
            generator.writeEndObject();
        };
    }

    private static JsonWriter row(RowType type) {
        JsonObjects objects =
                new JsonObjects(type, IntStream.range(0, type.getFieldCount()).toArray());
        return (generator, value) -> objects.write(generator, (RowData) value);
    }

    static void writeNullable(JsonGenerator generator, JsonWriter writer, Object value) throws IOException, Mismatch {
        if (value == null) {
            generator.writeNull();
        } else {
            writer.write(generator, value);
        }
    }
}
