package dev.kafkaflink.job.format.protobuf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.kafkaflink.job.format.Mismatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.table.data.StringData;

/**
 * Struct, Value and ListValue as JSON text.
 *
 * @param kind which of the three
 * @param depth how many messages it is within
 */
record JsonReading(WellKnown kind, int depth) implements ElementReader {
    /** As many as Protobuf's own parsers take; an object in an object is three. */
    static final int MOST_MESSAGES = 100;

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final FieldNames STRUCT = FieldNames.all(Struct.getDescriptor());
    private static final FieldNames ENTRY =
            FieldNames.all(Struct.getDescriptor().getNestedTypes().get(0));
    private static final FieldNames LIST = FieldNames.all(ListValue.getDescriptor());
    private static final Descriptor VALUE_TYPE = Value.getDescriptor();
    private static final FieldNames VALUE = FieldNames.all(VALUE_TYPE);
    private static final int NULL = indexOf("null_value");
    private static final int NUMBER = indexOf("number_value");
    private static final int STRING = indexOf("string_value");
    private static final int BOOL = indexOf("bool_value");
    private static final int OBJECT = indexOf("struct_value");
    private static final int ARRAY = indexOf("list_value");
    /** Whole numbers of a double up to here have no neighbours that are the same double. */
    private static final double MOST_EXACT = 1L << 53;

    private static int indexOf(String field) {
        return VALUE_TYPE.findFieldByName(field).getIndex();
    }

    @Override
    public Object read(FieldValues values, int index) throws Mismatch {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            switch (kind) {
                case STRUCT -> writeObject(generator, values.slice(index), depth);
                case LIST_VALUE -> writeArray(generator, values.slice(index), depth);
                default -> writeValue(generator, values.slice(index), depth);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory always takes bytes", e);
        }
        return StringData.fromBytes(text.toByteArray());
    }

    private static void writeObject(JsonGenerator generator, Slice struct, int depth) throws IOException, Mismatch {
        WireMessage message = read(STRUCT, struct, depth);
        FieldValues entries = FieldReaders.orElse(message.get(0), FieldValues.NONE);
        // Of two entries of one name the last counts.
        Map<String, Slice> fields = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            WireMessage entry = read(ENTRY, entries.slice(i), depth + 1);
            String name = entry.get(0) == null
                    ? ""
                    : Texts.text(entry.get(0).slice(0)).toString();
            fields.put(name, entry.get(1) == null ? Slice.EMPTY : entry.get(1).merged());
        }
        generator.writeStartObject();
        for (Map.Entry<String, Slice> field : fields.entrySet()) {
            generator.writeFieldName(field.getKey());
            try {
                writeValue(generator, field.getValue(), depth + 2);
            } catch (Mismatch e) {
                throw e.inField(Texts.shown(field.getKey()));
            }
        }
        generator.writeEndObject();
    }

    private static void writeArray(JsonGenerator generator, Slice list, int depth) throws IOException, Mismatch {
        WireMessage message = read(LIST, list, depth);
        FieldValues elements = FieldReaders.orElse(message.get(0), FieldValues.NONE);
        generator.writeStartArray();
        for (int i = 0; i < elements.size(); i++) {
            try {
                writeValue(generator, elements.slice(i), depth + 1);
            } catch (Mismatch e) {
                throw e.inElement(i);
            }
        }
        generator.writeEndArray();
    }

    private static void writeValue(JsonGenerator generator, Slice value, int depth) throws IOException, Mismatch {
        WireMessage message = read(VALUE, value, depth);
        if (message.get(OBJECT) != null) {
            writeObject(generator, message.get(OBJECT).merged(), depth + 1);
        } else if (message.get(ARRAY) != null) {
            writeArray(generator, message.get(ARRAY).merged(), depth + 1);
        } else if (message.get(STRING) != null) {
            generator.writeString(Texts.text(message.get(STRING).slice(0)).toString());
        } else if (message.get(NUMBER) != null) {
            writeNumber(generator, Double.longBitsToDouble(message.get(NUMBER).number(0)));
        } else if (message.get(BOOL) != null) {
            generator.writeBoolean(message.get(BOOL).number(0) != 0);
        } else if (message.get(NULL) != null && message.get(NULL).number(0) == 0) {
            generator.writeNull();
        } else {
            throw new Mismatch("a google.protobuf.Value of no kind, which has no form in JSON");
        }
    }

    private static void writeNumber(JsonGenerator generator, double number) throws IOException, Mismatch {
        if (!Double.isFinite(number)) {
            throw new Mismatch(number + " has no form in JSON");
        }
        boolean whole = number == Math.rint(number) && Math.abs(number) <= MOST_EXACT;
        // The whole number 0 has no sign.
        if (whole && (number != 0 || 1 / number > 0)) {
            generator.writeNumber((long) number);
        } else {
            generator.writeNumber(number);
        }
    }

    private static WireMessage read(FieldNames fields, Slice slice, int depth) throws Mismatch {
        if (depth > MOST_MESSAGES) {
            throw new Mismatch("more than " + MOST_MESSAGES
                    + " messages are within each other, the limit of Protobuf's own parsers");
        }
        return WireMessage.read(fields, slice);
    }
}
