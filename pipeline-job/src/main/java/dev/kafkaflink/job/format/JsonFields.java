package dev.kafkaflink.job.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * The fields of a JSON object as the fields of a row. Each must fit its type, whether it is built or not; of two of one name
 * the last counts. A field that the type does not have is passed over.
 */
final class JsonFields implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int PRUNED = -1;

    private final int arity;
    private final String[] names;
    private final int[] positions;
    private final JsonReader[] readers;
    /** For each field what is wrong with an object that has no value for it; null: nothing. */
    private final Mismatch[] missing;

    private final Map<String, Integer> indices = new HashMap<>();

    /**
     * Reads rows of a type.
     *
     * @param type the object's fields
     * @param projection the fields that are built
     * @param limits how much is read
     */
    JsonFields(RowType type, Projection projection, JsonLimits limits) {
        int count = type.getFieldCount();
        arity = projection.arity();
        names = type.getFieldNames().toArray(String[]::new);
        positions = new int[count];
        readers = new JsonReader[count];
        missing = new Mismatch[count];
        for (int i = 0; i < count; i++) {
            indices.put(names[i], i);
            positions[i] = PRUNED;
            readers[i] = JsonReaders.of(type.getTypeAt(i), limits);
            missing[i] = type.getTypeAt(i).isNullable()
                    ? null
                    : new Mismatch("is missing or null, but must have a value").inField(names[i]);
        }
        for (int i = 0; i < projection.columns().length; i++) {
            positions[projection.columns()[i]] = projection.positions()[i];
        }
    }

    /**
     * Reads an object.
     *
     * @param parser at its start; afterwards at its end
     * @throws Mismatch about the first field of the type, in its order, that the object does not fit
     */
    GenericRowData read(JsonParser parser) throws IOException, Mismatch {
        JsonStreamContext object = parser.getParsingContext();
        GenericRowData row = new GenericRowData(arity);
        Mismatch[] mismatches = missing.clone();
        int expected = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            int index = indexOf(name, expected);
            JsonToken token = parser.nextToken();
            if (index < 0) {
                parser.skipChildren();
                continue;
            }
            expected = index + 1;
            try {
                read(index, token, parser, row);
                mismatches[index] = token == JsonToken.VALUE_NULL ? missing[index] : null;
            } catch (Mismatch e) {
                mismatches[index] = e.inField(names[index]);
                skipTo(object, parser);
            }
        }
        for (Mismatch mismatch : mismatches) {
            if (mismatch != null) {
                throw mismatch;
            }
        }
        return row;
    }

    private void read(int index, JsonToken token, JsonParser parser, GenericRowData row) throws IOException, Mismatch {
        boolean isNull = token == JsonToken.VALUE_NULL;
        if (positions[index] != PRUNED) {
            row.setField(positions[index], isNull ? null : readers[index].read(parser));
        } else if (!isNull) {
            readers[index].check(parser);
        }
    }

    /** Goes on to the last token of a value of an object, or of any value in it, that was left in the middle. */
    static void skipTo(JsonStreamContext object, JsonParser parser) throws IOException {
        while (parser.getParsingContext() != object) {
            parser.nextToken();
        }
    }

    /** Fields mostly come in the order of the columns, so that a guess mostly costs one comparison. */
    private int indexOf(String name, int guess) {
        if (guess < names.length && name.equals(names[guess])) {
            return guess;
        }
        Integer index = indices.get(name);
        return index == null ? -1 : index;
    }
}
