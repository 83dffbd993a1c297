package dev.kafkaflink.job.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;

/** The fields of a JSON object as the fields of a row. A field that the type does not have is passed over. */
final class JsonFields implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int PRUNED = -1;

    private final int arity;
    private final String[] names;
    private final boolean[] required;
    private final int[] positions;
    private final JsonReader[] readers;
    private final Map<String, Integer> indices = new HashMap<>();

    /**
     * Reads rows of a type.
     *
     * @param type the object's fields
     * @param projection the fields that are built
     */
    JsonFields(RowType type, Projection projection) {
        int count = type.getFieldCount();
        arity = projection.arity();
        names = type.getFieldNames().toArray(String[]::new);
        required = new boolean[count];
        positions = new int[count];
        readers = new JsonReader[count];
        for (int i = 0; i < count; i++) {
            indices.put(names[i], i);
            required[i] = !type.getTypeAt(i).isNullable();
            positions[i] = PRUNED;
        }
        for (int i = 0; i < projection.columns().length; i++) {
            int column = projection.columns()[i];
            positions[column] = projection.positions()[i];
            readers[column] = JsonReaders.of(type.getTypeAt(column));
        }
    }

    /**
     * Reads an object.
     *
     * @param parser at its start; afterwards at its end
     * @param present scratch space, a flag a field
     */
    GenericRowData read(JsonParser parser, boolean[] present) throws IOException, Mismatch {
        GenericRowData row = new GenericRowData(arity);
        int expected = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            int index = indexOf(name, expected);
            JsonToken token = parser.nextToken();
            if (index < 0) {
                parser.skipChildren();
                continue;
            }
            expected = index + 1;
            present[index] = token != JsonToken.VALUE_NULL;
            if (positions[index] == PRUNED) {
                parser.skipChildren();
            } else {
                row.setField(positions[index], present[index] ? value(index, parser) : null);
            }
        }
        requireAll(present);
        return row;
    }

    /** Fields mostly come in the order of the columns; names are interned by the parser, so the guess costs a comparison. */
    private int indexOf(String name, int guess) {
        if (guess < names.length && name.equals(names[guess])) {
            return guess;
        }
        Integer index = indices.get(name);
        return index == null ? -1 : index;
    }

    private Object value(int index, JsonParser parser) throws IOException, Mismatch {
        try {
            return readers[index].read(parser);
        } catch (Mismatch e) {
            throw e.inField(names[index]);
        }
    }

    private void requireAll(boolean[] present) throws Mismatch {
        for (int i = 0; i < required.length; i++) {
            if (required[i] && !present[i]) {
                throw new Mismatch("is missing or null, but must have a value").inField(names[i]);
            }
        }
    }

    /** Scratch space for {@link #read}. */
    boolean[] flags() {
        return new boolean[names.length];
    }
}
