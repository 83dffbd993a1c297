package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.Mismatch;
import org.apache.avro.Schema;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.MapType;

/** Writers of arrays and maps. */
final class AvroNestedWriters {
    private AvroNestedWriters() {}

    static AvroWriter array(ArrayType type, Schema schema) throws Mismatch {
        if (schema.getType() != Schema.Type.ARRAY) {
            return null;
        }
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(type.getElementType());
        AvroWriter elements = AvroWriters.of(type.getElementType(), schema.getElementType());
        return (out, value) -> {
            ArrayData array = (ArrayData) value;
            out.writeArrayStart();
            out.setItemCount(array.size());
            for (int i = 0; i < array.size(); i++) {
                out.startItem();
                try {
                    elements.write(out, getter.getElementOrNull(array, i));
                } catch (Mismatch e) {
                    throw e.inElement(i);
                }
            }
            out.writeArrayEnd();
        };
    }

    static AvroWriter map(MapType type, Schema schema) throws Mismatch {
        if (schema.getType() != Schema.Type.MAP || !Formats.isText(type.getKeyType())) {
            return null;
        }
        ArrayData.ElementGetter keys = ArrayData.createElementGetter(type.getKeyType());
        ArrayData.ElementGetter values = ArrayData.createElementGetter(type.getValueType());
        AvroWriter writer = AvroWriters.of(type.getValueType(), schema.getValueType());
        return (out, value) -> {
            MapData map = (MapData) value;
            out.writeMapStart();
            out.setItemCount(map.size());
            for (int i = 0; i < map.size(); i++) {
                out.startItem();
                StringData key = (StringData) keys.getElementOrNull(map.keyArray(), i);
                if (key == null) {
                    throw new Mismatch("a map with a NULL key has no form in Avro");
                }
                out.writeBytes(key.toBytes());
                try {
                    writer.write(out, values.getElementOrNull(map.valueArray(), i));
                } catch (Mismatch e) {
                    throw e.inField(AvroTexts.shown(key.toString()));
                }
            }
            out.writeMapEnd();
        };
    }
}
