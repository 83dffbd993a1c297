package dev.kafkaflink.job.format.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.Projection;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * A JSON object as a row. Each field must fit its type, whether it is built or not; of two of one name the last counts. A field
 * that the type does not have is passed over, or refused, as the format's options say.
 */
public final class JsonFields implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int PRUNED = -1;

    private final int arity;
    private final String[] names;
    private final int[] positions;
    private final JsonReader[] readers;
    /** For each column what is wrong with a record that has no value for it; null: nothing. */
    private final Mismatch[] missing;

    private final boolean refusesUnknown;
    private final JsonPath root;

    private JsonFields(
            RowType type, Projection projection, JsonReader[] readers, List<String> paths, boolean refusesUnknown) {
        int count = type.getFieldCount();
        this.arity = projection.arity();
        this.names = type.getFieldNames().toArray(String[]::new);
        this.readers = readers;
        this.refusesUnknown = refusesUnknown;
        this.root = JsonPath.of(paths);
        positions = new int[count];
        missing = new Mismatch[count];
        Arrays.fill(positions, PRUNED);
        for (int i = 0; i < projection.columns().length; i++) {
            positions[projection.columns()[i]] = projection.positions()[i];
        }
        for (int i = 0; i < count; i++) {
            missing[i] = type.getTypeAt(i).isNullable()
                    ? null
                    : new Mismatch("is missing or null, but must have a value").inField(names[i]);
        }
    }

    /** The fields of a record. */
    static JsonFields of(ColumnsToRead columns, JsonSettings settings) {
        JsonReader[] readers = new JsonReader[columns.columns().size()];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = JsonReaders.of(columns.columns().get(i), columns.type().getTypeAt(i), settings);
        }
        return of(columns, readers, settings);
    }

    /**
     * The fields of a record.
     *
     * @param readers of the columns, in their order
     */
    public static JsonFields of(ColumnsToRead columns, JsonReader[] readers, JsonSettings settings) {
        return new JsonFields(
                columns.type(),
                columns.projection(),
                readers,
                columns.columns().stream().map(JsonFields::path).toList(),
                settings.refusesUnknownFields());
    }

    /** Why columns cannot be read beside each other; empty: they can. */
    public static Optional<String> conflict(List<Column> columns) {
        try {
            JsonPath.of(columns.stream().map(JsonFields::path).toList());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static String path(Column column) {
        return column.path() == null ? JsonPath.ofField(column.name()) : column.path();
    }

    /** The fields of an object that is one value. */
    static JsonFields of(RowType type, JsonSettings settings) {
        return new JsonFields(
                type,
                Projection.all(type),
                type.getChildren().stream()
                        .map(child -> JsonReaders.of(child, settings))
                        .toArray(JsonReader[]::new),
                type.getFieldNames().stream().map(JsonPath::ofField).toList(),
                settings.refusesUnknownFields());
    }

    /**
     * Reads an object.
     *
     * @param parser at its start; afterwards at its end
     * @throws Mismatch about the first field of the type, in its order, that the object does not fit
     */
    public GenericRowData read(JsonParser parser) throws IOException, Mismatch {
        GenericRowData row = new GenericRowData(arity);
        Mismatch mismatch = read(parser, parser.nextFieldName(), row);
        if (mismatch != null) {
            throw mismatch;
        }
        return row;
    }

    /**
     * Reads an object from its first field on, as far as it fits.
     *
     * @param parser at the name of the first field; afterwards at the object's end
     * @param first that name; null if there is none
     * @param row takes the values
     * @return what {@link #read(JsonParser)} would throw; null: nothing
     */
    public Mismatch read(JsonParser parser, String first, GenericRowData row) throws IOException {
        Mismatch[] mismatches = missing.clone();
        Mismatch unknown = readObject(root, first, parser, row, mismatches);
        for (Mismatch mismatch : mismatches) {
            if (mismatch != null) {
                return mismatch;
            }
        }
        return unknown;
    }

    /** Answers what is wrong with a field that is no column; null: nothing. */
    private Mismatch readObject(
            JsonPath path, String first, JsonParser parser, GenericRowData row, Mismatch[] mismatches)
            throws IOException {
        JsonStreamContext object = parser.getParsingContext();
        Mismatch unknown = null;
        int expected = 0;
        for (String name = first; name != null; name = parser.nextFieldName()) {
            int index = path.indexOf(name, expected);
            JsonToken token = parser.nextToken();
            if (index < 0) {
                if (refusesUnknown && path == root && unknown == null) {
                    unknown = new Mismatch("is no column, which format.json.unknownFields does not allow")
                            .inField(Mismatch.shown(name));
                }
                parser.skipChildren();
                continue;
            }
            expected = index + 1;
            readMember(path.members()[index], token, object, parser, row, mismatches);
        }
        return unknown;
    }

    private void readArray(JsonPath path, JsonParser parser, GenericRowData row, Mismatch[] mismatches)
            throws IOException {
        JsonStreamContext array = parser.getParsingContext();
        int element = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            int index = path.indexOf(element++);
            if (index < 0) {
                parser.skipChildren();
            } else {
                readMember(path.members()[index], token, array, parser, row, mismatches);
            }
        }
    }

    private void readMember(
            JsonPath member,
            JsonToken token,
            JsonStreamContext within,
            JsonParser parser,
            GenericRowData row,
            Mismatch[] mismatches)
            throws IOException {
        if (member.column() == JsonPath.NONE) {
            readBelow(member, token, parser, row, mismatches);
            return;
        }
        if (member.members().length > 0) {
            // Two columns of one value, or a column of what lies within another: each reads a copy.
            byte[] text = JsonText.bytes(parser, Integer.MAX_VALUE - 1);
            try (JsonParser copy = JsonPath.COPIES.createParser(text)) {
                readColumn(member.column(), copy.nextToken(), copy.getParsingContext(), copy, row, mismatches);
            }
            try (JsonParser copy = JsonPath.COPIES.createParser(text)) {
                readBelow(member, copy.nextToken(), copy, row, mismatches);
            }
            return;
        }
        readColumn(member.column(), token, within, parser, row, mismatches);
    }

    private void readBelow(
            JsonPath member, JsonToken token, JsonParser parser, GenericRowData row, Mismatch[] mismatches)
            throws IOException {
        forget(member, row, mismatches);
        if (token == JsonToken.START_OBJECT) {
            readObject(member, parser.nextFieldName(), parser, row, mismatches);
        } else if (token == JsonToken.START_ARRAY) {
            readArray(member, parser, row, mismatches);
        }
    }

    /** Of two objects of one name the last counts, for a column that only the first has, too. */
    private void forget(JsonPath path, GenericRowData row, Mismatch[] mismatches) {
        for (JsonPath member : path.members()) {
            if (member.column() != JsonPath.NONE) {
                mismatches[member.column()] = missing[member.column()];
                if (positions[member.column()] != PRUNED) {
                    row.setField(positions[member.column()], null);
                }
            }
            forget(member, row, mismatches);
        }
    }

    private void readColumn(
            int column,
            JsonToken token,
            JsonStreamContext within,
            JsonParser parser,
            GenericRowData row,
            Mismatch[] mismatches)
            throws IOException {
        try {
            if (token == JsonToken.VALUE_NULL) {
                mismatches[column] = missing[column];
                if (positions[column] != PRUNED) {
                    row.setField(positions[column], null);
                }
                return;
            }
            if (positions[column] == PRUNED) {
                readers[column].check(parser);
            } else {
                row.setField(positions[column], readers[column].read(parser));
            }
            mismatches[column] = null;
        } catch (Mismatch e) {
            mismatches[column] = e.inField(names[column]);
            skipTo(within, parser);
        }
    }

    /** Goes on to the last token of a value of an object, or of any value in it, that was left in the middle. */
    static void skipTo(JsonStreamContext object, JsonParser parser) throws IOException {
        while (parser.getParsingContext() != object) {
            parser.nextToken();
        }
    }
}
