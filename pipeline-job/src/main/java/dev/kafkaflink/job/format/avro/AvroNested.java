package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.Mismatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/** Readers of values that hold values. */
final class AvroNested {
    private AvroNested() {}

    static AvroReader row(Schema schema, RowType type) throws Mismatch {
        return schema.getType() == Schema.Type.RECORD ? AvroRecord.of(schema, AvroRows.of(type)) : null;
    }

    static AvroReader array(Schema schema, LogicalType elementType) throws Mismatch {
        if (schema.getType() != Schema.Type.ARRAY) {
            return null;
        }
        AvroReader elements = AvroReaders.of(schema.getElementType(), elementType);
        boolean nullable = elementType.isNullable();
        return input -> {
            List<Object> values = new ArrayList<>();
            for (long left = input.elements(input.decoder().readArrayStart());
                    left > 0;
                    left = input.elements(input.decoder().arrayNext())) {
                for (; left > 0; left--) {
                    try {
                        values.add(value(input, elements, nullable));
                    } catch (Mismatch e) {
                        throw e.inElement(values.size());
                    }
                }
            }
            return new GenericArrayData(values.toArray());
        };
    }

    static AvroReader map(Schema schema, MapType type) throws Mismatch {
        if (schema.getType() != Schema.Type.MAP || !Formats.isText(type.getKeyType())) {
            return null;
        }
        AvroReader keys = AvroTexts.text(Schema.create(Schema.Type.STRING), type.getKeyType());
        AvroReader values = AvroReaders.of(schema.getValueType(), type.getValueType());
        boolean nullable = type.getValueType().isNullable();
        return input -> {
            Map<StringData, Object> entries = new HashMap<>();
            for (long left = input.elements(input.decoder().readMapStart());
                    left > 0;
                    left = input.elements(input.decoder().mapNext())) {
                for (; left > 0; left--) {
                    StringData key = (StringData) keys.read(input);
                    try {
                        entries.put(key, value(input, values, nullable));
                    } catch (Mismatch e) {
                        throw e.inField(AvroTexts.shown(key.toString()));
                    }
                }
            }
            return new GenericMapData(entries);
        };
    }

    private static Object value(AvroInput input, AvroReader reader, boolean nullable) throws IOException, Mismatch {
        Object value = reader.read(input);
        if (value == null && !nullable) {
            throw new Mismatch("is null, but must have a value");
        }
        return value;
    }
}
