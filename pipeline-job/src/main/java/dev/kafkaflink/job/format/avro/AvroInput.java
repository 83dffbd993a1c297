package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.job.format.Mismatch;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** The bytes of one value after another. What a record says of its own size is not believed beyond its bytes. */
public final class AvroInput {
    /** How deep records, arrays and maps may be within each other that nobody reads; of those that are read the columns say it. */
    static final int DEEPEST = 500;

    /** For elements that take no bytes, such as nulls: what a record may have of them beyond its length. */
    private static final int FREE_ELEMENTS = 1_000;

    private BinaryDecoder decoder;
    private byte[] bytes;
    private int end;
    private long elementsLeft;
    private int depth;

    /** Begins a value that lies behind so many bytes. */
    BinaryDecoder begin(byte[] bytes, int offset) {
        this.bytes = bytes;
        end = bytes.length;
        elementsLeft = end + (long) FREE_ELEMENTS;
        depth = 0;
        decoder = DecoderFactory.get().binaryDecoder(bytes, offset, end - offset, decoder);
        return decoder;
    }

    /** Goes back to a byte of the same value, in which nothing of it had been entered. */
    public void goBackTo(int position) {
        begin(bytes, position);
    }

    /** What reads the bytes. */
    public BinaryDecoder decoder() {
        return decoder;
    }

    /** The index of the byte that is next. */
    public int position() {
        return end - decoder.remainingBytes();
    }

    int remaining() {
        return decoder.remainingBytes();
    }

    /**
     * Elements of an array or a map that are said to follow. Those of all arrays and maps of a record together have a byte
     * each at least, if they have any.
     */
    long elements(long count) throws Mismatch {
        elementsLeft -= count;
        if (elementsLeft < 0) {
            throw Mismatch.ofRecord("malformed Avro: an array or a map of " + count + " elements at byte " + position()
                    + ", in a record of " + end + " bytes");
        }
        return count;
    }

    /** The bytes of a fixed. */
    byte[] fixed(Schema schema) throws Mismatch, IOException {
        byte[] bytes = new byte[fixedSize(schema)];
        decoder.readFixed(bytes);
        return bytes;
    }

    private int fixedSize(Schema schema) throws Mismatch {
        int size = schema.getFixedSize();
        if (size > remaining()) {
            throw Mismatch.ofRecord("malformed Avro: the record ends in the middle of a value of " + size + " bytes");
        }
        return size;
    }

    /** The index of the branch of a union that follows. */
    public int branch(Schema union) throws Mismatch, IOException {
        int index = decoder.readIndex();
        if (index < 0 || index >= union.getTypes().size()) {
            throw Mismatch.ofRecord("malformed Avro: branch " + index + " of " + AvroSchemas.describe(union)
                    + ", before byte " + position());
        }
        return index;
    }

    /** Goes on into something that nobody reads. */
    void enter() throws Mismatch {
        depth++;
        if (depth > DEEPEST) {
            throw Mismatch.ofRecord("records, arrays and maps that are no columns are more than " + DEEPEST + " deep");
        }
    }

    void leave() {
        depth--;
    }
}
