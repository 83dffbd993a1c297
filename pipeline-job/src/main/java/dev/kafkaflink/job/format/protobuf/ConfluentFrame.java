package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import dev.kafkaflink.job.format.Mismatch;
import java.util.ArrayList;
import java.util.List;

/**
 * What Confluent's serializers write before a message: a zero byte, a schema's id, and the place of the message's
 * type in the schema's file: its index, or those of the messages that it is nested in and its own.
 */
final class ConfluentFrame {
    private static final int HEADER = 1 + Integer.BYTES;

    private final Descriptor message;
    private final List<Long> place;

    ConfluentFrame(Descriptor message) {
        this.message = message;
        this.place = placeOf(message);
    }

    private static List<Long> placeOf(Descriptor message) {
        List<Long> place = new ArrayList<>();
        for (Descriptor type = message; type != null; type = type.getContainingType()) {
            place.add(0, (long) type.getIndex());
        }
        return List.copyOf(place);
    }

    /** What stands behind it. */
    Slice unframed(byte[] record) throws Mismatch {
        if (record.length < HEADER || record[0] != 0) {
            throw Mismatch.ofRecord("expected Confluent's framing (a byte of value 0 and a schema's id), found "
                    + (record.length < HEADER ? record.length + " bytes" : "a byte of value " + (record[0] & 0xFF)));
        }
        WireInput input = new WireInput(new Slice(record, HEADER, record.length));
        try {
            requirePlace(input);
        } catch (Mismatch e) {
            throw Mismatch.ofRecord("the index of the message, behind the schema's id: " + e.getMessage());
        }
        return input.rest();
    }

    private void requirePlace(WireInput input) throws Mismatch {
        long count = CodedInputStream.decodeZigZag64(input.varint());
        if (count == 0) {
            // The short form of the first message of the file.
            requirePlace(List.of(0L));
            return;
        }
        if (count < 0 || count > WireInput.MOST_GROUPS) {
            throw new Mismatch("expected at most " + WireInput.MOST_GROUPS + " numbers, found " + count);
        }
        List<Long> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            found.add(CodedInputStream.decodeZigZag64(input.varint()));
        }
        requirePlace(found);
    }

    private void requirePlace(List<Long> found) throws Mismatch {
        if (!found.equals(place)) {
            throw new Mismatch("expected " + place + " (" + message.getFullName() + "), found " + found + named(found));
        }
    }

    private String named(List<Long> found) {
        List<Descriptor> types = message.getFile().getMessageTypes();
        Descriptor type = null;
        for (long index : found) {
            if (index < 0 || index >= types.size()) {
                return "";
            }
            type = types.get((int) index);
            types = type.getNestedTypes();
        }
        return type == null ? "" : " (" + type.getFullName() + ")";
    }
}
