package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.kafkaflink.job.format.Mismatch;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads what a message is made of on the wire. It has only numbers from the library, whose other readers take a length or the
 * number of a field modulo 2^32 and so go on at a wrong place.
 */
final class WireInput {
    /** As many groups within each other as Protobuf's own parsers take. */
    static final int MOST_GROUPS = 100;

    private static final int LONGEST_VARINT = 10;

    private final Slice message;
    private final CodedInputStream input;

    WireInput(Slice message) {
        this.message = message;
        this.input = CodedInputStream.newInstance(message.bytes(), message.from(), message.length());
    }

    boolean atEnd() {
        return left() == 0;
    }

    private int left() {
        return message.to() - position();
    }

    /** Where it reads on, in the record. */
    private int position() {
        return message.from() + input.getTotalBytesRead();
    }

    /** The number and wire type of the next field. */
    int tag() throws Mismatch {
        int at = position();
        long tag = number("malformed Protobuf: the number of a field");
        if (tag >>> Integer.SIZE != 0
                || WireFormat.getTagFieldNumber((int) tag) == 0
                || WireFormat.getTagWireType((int) tag) > WireFormat.WIRETYPE_FIXED32) {
            throw new Mismatch("malformed Protobuf: no field begins at byte " + at);
        }
        return (int) tag;
    }

    long varint() throws Mismatch {
        return number("the number");
    }

    private long number(String what) throws Mismatch {
        int at = position();
        try {
            return input.readRawVarint64();
        } catch (IOException e) {
            throw position() - at < LONGEST_VARINT
                    ? new Mismatch(what + " at byte " + at + " is truncated")
                    : new Mismatch(what + " at byte " + at + " has more than " + LONGEST_VARINT + " bytes");
        }
    }

    int fixed32() throws Mismatch {
        require(Integer.BYTES);
        try {
            return input.readRawLittleEndian32();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory are always read", e);
        }
    }

    long fixed64() throws Mismatch {
        require(Long.BYTES);
        try {
            return input.readRawLittleEndian64();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory are always read", e);
        }
    }

    /** What follows its own length. */
    Slice delimited() throws Mismatch {
        long length = varint();
        require(length);
        int from = position();
        pass((int) length);
        return new Slice(message.bytes(), from, from + (int) length);
    }

    /** What stands before the end of a group. */
    Slice group(int number) throws Mismatch {
        int from = position();
        return new Slice(message.bytes(), from, passGroup(number, 1));
    }

    /** What is not read yet. */
    Slice rest() {
        return new Slice(message.bytes(), position(), message.to());
    }

    /** Passes over a field. */
    void skip(int tag) throws Mismatch {
        try {
            skip(tag, 0);
        } catch (Mismatch e) {
            throw new Mismatch("field " + WireFormat.getTagFieldNumber(tag) + ": " + e.getMessage());
        }
    }

    private void skip(int tag, int depth) throws Mismatch {
        switch (WireFormat.getTagWireType(tag)) {
            case WireFormat.WIRETYPE_VARINT -> varint();
            case WireFormat.WIRETYPE_FIXED64 -> fixed64();
            case WireFormat.WIRETYPE_LENGTH_DELIMITED -> delimited();
            case WireFormat.WIRETYPE_START_GROUP -> passGroup(WireFormat.getTagFieldNumber(tag), depth + 1);
            case WireFormat.WIRETYPE_FIXED32 -> fixed32();
            default -> throw new Mismatch("a group ends before byte " + position() + " that has not begun");
        }
    }

    /** Passes over a group; returns where its end begins. */
    private int passGroup(int number, int depth) throws Mismatch {
        if (depth > MOST_GROUPS) {
            throw new Mismatch("more than " + MOST_GROUPS + " groups are within each other, the limit of Protobuf's own"
                    + " parsers");
        }
        while (true) {
            int at = position();
            if (atEnd()) {
                throw new Mismatch("is truncated: a group does not end");
            }
            int tag = tag();
            if (tag == (number << 3 | WireFormat.WIRETYPE_END_GROUP)) {
                return at;
            }
            skip(tag, depth);
        }
    }

    /** A length has no sign: a negative one is larger than all records. */
    private void require(long bytes) throws Mismatch {
        if (bytes < 0 || bytes > left()) {
            throw new Mismatch("is truncated: of its " + Long.toUnsignedString(bytes) + " bytes, from byte "
                    + position() + " on, " + left() + " are there");
        }
    }

    private void pass(int bytes) {
        try {
            input.skipRawBytes(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory are always read", e);
        }
    }
}
