package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.kafkaflink.job.format.Mismatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What Confluent's serializers write before a message: a zero byte, a schema's id, and the place of the message's
 * type in the schema's file: its index, or those of the messages that it is nested in and its own.
 *
 * @param schemaId of the schema in a registry
 * @param place of the message's type
 * @param message what stands behind it
 */
record ConfluentFrame(int schemaId, List<Long> place, Slice message) {
    private static final int HEADER = 1 + Integer.BYTES;
    private static final List<Long> FIRST = List.of(0L);

    static ConfluentFrame read(byte[] record) throws Mismatch {
        if (record.length < HEADER || record[0] != 0) {
            throw Mismatch.ofRecord("expected Confluent's framing (a byte of value 0 and a schema's id), found "
                    + (record.length < HEADER ? record.length + " bytes" : "a byte of value " + (record[0] & 0xFF)));
        }
        WireInput input = new WireInput(new Slice(record, HEADER, record.length));
        try {
            return new ConfluentFrame(ByteBuffer.wrap(record).getInt(1), readPlace(input), input.rest());
        } catch (Mismatch e) {
            throw misplaced(e.getMessage());
        }
    }

    private static List<Long> readPlace(WireInput input) throws Mismatch {
        long count = CodedInputStream.decodeZigZag64(input.varint());
        if (count == 0) {
            // The short form of the first message of the file.
            return FIRST;
        }
        if (count < 0 || count > WireInput.MOST_GROUPS) {
            throw new Mismatch("expected at most " + WireInput.MOST_GROUPS + " numbers, found " + count);
        }
        List<Long> place = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            place.add(CodedInputStream.decodeZigZag64(input.varint()));
        }
        return place;
    }

    private static Mismatch misplaced(String reason) {
        return Mismatch.ofRecord("the index of the message, behind the schema's id: " + reason);
    }

    /** What stands before each message of a type. */
    static byte[] header(int schemaId, Descriptor type) {
        List<Long> place = placeOf(type);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(0);
        header.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(schemaId).array());
        CodedOutputStream out = CodedOutputStream.newInstance(header);
        try {
            out.writeSInt64NoTag(place.equals(FIRST) ? 0 : place.size());
            for (long index : place.equals(FIRST) ? List.<Long>of() : place) {
                out.writeSInt64NoTag(index);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory always takes bytes", e);
        }
        return header.toByteArray();
    }

    /** The place of a message's type in its file. */
    static List<Long> placeOf(Descriptor message) {
        List<Long> place = new ArrayList<>();
        for (Descriptor type = message; type != null; type = type.getContainingType()) {
            place.add(0, (long) type.getIndex());
        }
        return List.copyOf(place);
    }

    /** The message, if it is of this type, whose place is expected. */
    Slice messageOf(Descriptor type, List<Long> expected) throws Mismatch {
        if (!place.equals(expected)) {
            Descriptor found = find(type.getFile());
            throw misplaced("expected " + expected + " (" + type.getFullName() + "), found " + place
                    + (found == null ? "" : " (" + found.getFullName() + ")"));
        }
        return message;
    }

    /** The message's type in a file. */
    Descriptor typeIn(FileDescriptor file) throws Mismatch {
        Descriptor found = find(file);
        if (found == null) {
            throw misplaced("there is no message " + place + " in the schema");
        }
        return found;
    }

    private Descriptor find(FileDescriptor file) {
        List<Descriptor> types = file.getMessageTypes();
        Descriptor type = null;
        for (long index : place) {
            if (index < 0 || index >= types.size()) {
                return null;
            }
            type = types.get((int) index);
            types = type.getNestedTypes();
        }
        return type;
    }
}
