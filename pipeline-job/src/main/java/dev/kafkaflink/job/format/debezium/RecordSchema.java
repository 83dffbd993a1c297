package dev.kafkaflink.job.format.debezium;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.json.JsonReader;
import dev.kafkaflink.job.format.json.JsonReaders;
import dev.kafkaflink.job.format.json.JsonSettings;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;

/** What the schema that comes with a record says of its DECIMALs: the one type whose values do not tell how they are written. */
final class RecordSchema implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final RowType FIELD = row(
            List.of("field", "type", "name", "parameters"),
            VarCharType.STRING_TYPE,
            VarCharType.STRING_TYPE,
            VarCharType.STRING_TYPE,
            new MapType(VarCharType.STRING_TYPE, VarCharType.STRING_TYPE));
    private static final RowType STRUCT =
            row(List.of("field", "fields"), VarCharType.STRING_TYPE, new ArrayType(FIELD));
    private static final JsonReader READER =
            JsonReaders.of(row(List.of("fields"), new ArrayType(STRUCT)), JsonSettings.DEFAULT);

    private static final StringData BEFORE = StringData.fromString("before");
    private static final StringData AFTER = StringData.fromString("after");
    private static final StringData BYTES = StringData.fromString("bytes");
    private static final StringData STRING = StringData.fromString("string");
    private static final StringData DECIMAL = StringData.fromString("org.apache.kafka.connect.data.Decimal");
    private static final StringData SCALE = StringData.fromString("scale");

    private final boolean needed;
    private transient Map<String, DecimalForm> decimals;

    /**
     * How a DECIMAL is written.
     *
     * @param scale of the bytes; null for digits
     */
    record DecimalForm(Integer scale) {
        private static final DecimalForm DIGITS = new DecimalForm(null);

        boolean isDigits() {
            return scale == null;
        }
    }

    /**
     * Nothing is known yet.
     *
     * @param needed whether anybody asks
     */
    RecordSchema(boolean needed) {
        this.needed = needed;
    }

    private static RowType row(List<String> names, LogicalType... types) {
        return RowType.of(types, names.toArray(String[]::new));
    }

    /** To be called before each record: the next may have no schema. */
    void clear() {
        decimals = null;
    }

    /** How a field of the rows is written; null if nothing is said. */
    DecimalForm decimal(String field) {
        return decimals == null ? null : decimals.get(field);
    }

    /**
     * Reads a record's schema. One that does not look as Kafka Connect writes it says nothing.
     *
     * @param parser at its first token, and afterwards at its last
     */
    void read(JsonParser parser) throws IOException {
        if (!needed || parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        try {
            RowData schema = (RowData) READER.read(parser);
            decimals = new HashMap<>();
            if (!schema.isNullAt(0)) {
                structs(schema.getArray(0));
            }
        } catch (Mismatch e) {
            decimals = null;
        }
    }

    private void structs(ArrayData structs) {
        for (int i = 0; i < structs.size(); i++) {
            RowData struct = structs.isNullAt(i) ? null : structs.getRow(i, STRUCT.getFieldCount());
            if (struct != null && isRow(struct) && !struct.isNullAt(1)) {
                ArrayData fields = struct.getArray(1);
                for (int j = 0; j < fields.size(); j++) {
                    if (!fields.isNullAt(j)) {
                        field(fields.getRow(j, FIELD.getFieldCount()));
                    }
                }
            }
        }
    }

    private static boolean isRow(RowData struct) {
        return !struct.isNullAt(0)
                && (struct.getString(0).equals(BEFORE) || struct.getString(0).equals(AFTER));
    }

    private void field(RowData field) {
        if (field.isNullAt(0) || field.isNullAt(1)) {
            return;
        }
        StringData type = field.getString(1);
        if (type.equals(STRING)) {
            decimals.put(field.getString(0).toString(), DecimalForm.DIGITS);
        } else if (type.equals(BYTES) && DECIMAL.equals(field.getString(2)) && !field.isNullAt(3)) {
            Integer scale = scale(field.getMap(3));
            if (scale != null) {
                decimals.put(field.getString(0).toString(), new DecimalForm(scale));
            }
        }
    }

    private static Integer scale(MapData parameters) {
        for (int i = 0; i < parameters.size(); i++) {
            if (SCALE.equals(parameters.keyArray().getString(i))) {
                try {
                    return Integer.valueOf(parameters.valueArray().getString(i).toString());
                } catch (NumberFormatException e) {
                    return null;
                }
            }
        }
        return null;
    }
}
