package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.kafkaflink.job.format.Mismatch;

/**
 * What a message has on the wire: of a field that occurs several times, and is no list, the last value; of the members of a
 * oneof the last one. Values are not looked at before they are asked for, since a later one may take their place.
 */
final class WireMessage {
    /** A field that is there, and is not read. */
    private static final FieldValues PASSED = new FieldValues();

    private final FieldNames fields;
    private final FieldValues[] values;

    private WireMessage(FieldNames fields) {
        this.fields = fields;
        this.values = new FieldValues[fields.names().length];
    }

    /** Reads to the end. */
    static WireMessage read(FieldNames fields, Slice bytes) throws Mismatch {
        WireMessage message = new WireMessage(fields);
        WireInput input = new WireInput(bytes);
        while (!input.atEnd()) {
            int tag = input.tag();
            FieldDescriptor field = fields.type().findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            if (field == null) {
                input.skip(tag);
            } else {
                message.take(field, tag, input);
            }
        }
        return message;
    }

    /** The values of a field; null if it is not there. */
    FieldValues get(int index) {
        return values[index];
    }

    private void take(FieldDescriptor field, int tag, WireInput input) throws Mismatch {
        int index = field.getIndex();
        int wireType = WireFormat.getTagWireType(tag);
        boolean packed = field.isPackable() && wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED;
        boolean fits = packed || wireType == field.getLiteType().getWireType();
        String name = fields.names()[index];
        if (name == null) {
            input.skip(tag);
            if (fits) {
                begin(index, PASSED);
            }
            return;
        }
        try {
            if (!fits) {
                throw new Mismatch("expected " + ProtobufTypes.nameOf(field) + ", found " + shown(wireType));
            }
            FieldValues of = values[index] == null ? begin(index, new FieldValues()) : values[index];
            if (packed) {
                takePacked(of, field.getType(), new WireInput(input.delimited()));
            } else if (field.isRepeated() && !field.isMapField()) {
                takeElement(of, field, input);
            } else {
                takeOne(of, field, input);
            }
        } catch (Mismatch e) {
            throw e.inField(name);
        }
    }

    /** The first value of a field, with which that of another member of a oneof goes. */
    private FieldValues begin(int index, FieldValues of) {
        for (int sibling : fields.siblings()[index]) {
            values[sibling] = null;
        }
        values[index] = of;
        return of;
    }

    private static void takePacked(FieldValues of, FieldDescriptor.Type type, WireInput input) throws Mismatch {
        while (!input.atEnd()) {
            try {
                of.add(number(type, input));
            } catch (Mismatch e) {
                throw e.inElement(of.size());
            }
        }
    }

    private static void takeElement(FieldValues of, FieldDescriptor field, WireInput input) throws Mismatch {
        try {
            takeOne(of, field, input);
        } catch (Mismatch e) {
            throw e.inElement(of.size());
        }
    }

    private static void takeOne(FieldValues of, FieldDescriptor field, WireInput input) throws Mismatch {
        switch (field.getLiteType().getWireType()) {
            case WireFormat.WIRETYPE_START_GROUP -> take(of, field, input.group(field.getNumber()));
            case WireFormat.WIRETYPE_LENGTH_DELIMITED -> take(of, field, input.delimited());
            default -> {
                long number = number(field.getType(), input);
                if (field.isRepeated()) {
                    of.add(number);
                } else {
                    of.set(number);
                }
            }
        }
    }

    /** All parts of a message count, and the last one of other values. */
    private static void take(FieldValues of, FieldDescriptor field, Slice slice) {
        if (field.isRepeated() || field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            of.add(slice);
        } else {
            of.set(slice);
        }
    }

    /**
     * A number of a type: one without a sign of 64 bits as the long of the same bits, one with a fraction as its own bits. One
     * that the type does not have, as of another schema, would be another number if it were cut to the type's bits.
     */
    private static long number(FieldDescriptor.Type type, WireInput input) throws Mismatch {
        return switch (type) {
            case DOUBLE, FIXED64, SFIXED64 -> input.fixed64();
            case FLOAT, SFIXED32 -> input.fixed32();
            case FIXED32 -> Integer.toUnsignedLong(input.fixed32());
            case INT64, UINT64 -> input.varint();
            case SINT64 -> CodedInputStream.decodeZigZag64(input.varint());
            case INT32, ENUM -> within(Integer.MIN_VALUE, Integer.MAX_VALUE, type, input.varint());
            case UINT32 -> within(0, 0xFFFF_FFFFL, type, input.varint());
            case SINT32 -> CodedInputStream.decodeZigZag32((int) within(0, 0xFFFF_FFFFL, type, input.varint()));
            case BOOL -> within(0, 1, type, input.varint());
            case STRING, BYTES, MESSAGE, GROUP -> throw new IllegalArgumentException(type + " is no number");
        };
    }

    private static long within(long least, long greatest, FieldDescriptor.Type type, long number) throws Mismatch {
        if (number < least || number > greatest) {
            throw new Mismatch("expected " + ProtobufTypes.nameOf(type) + ", found "
                    + (least < 0 ? Long.toString(number) : Long.toUnsignedString(number)));
        }
        return number;
    }

    private static String shown(int wireType) {
        return switch (wireType) {
                    case WireFormat.WIRETYPE_VARINT -> "a varint";
                    case WireFormat.WIRETYPE_FIXED64 -> "8 bytes";
                    case WireFormat.WIRETYPE_LENGTH_DELIMITED -> "a length and bytes";
                    case WireFormat.WIRETYPE_START_GROUP -> "a group";
                    case WireFormat.WIRETYPE_END_GROUP -> "the end of a group";
                    default -> "4 bytes";
                } + " (wire type " + wireType + ")";
    }
}
