package dev.kafkaflink.job.format.protobuf;

import java.util.Arrays;
import java.util.List;

/**
 * A part of a record.
 *
 * @param bytes those of the record, which are not copied
 * @param from where it begins
 * @param to where it ends
 */
record Slice(byte[] bytes, int from, int to) {
    static final Slice EMPTY = of(new byte[0]);

    static Slice of(byte[] bytes) {
        return new Slice(bytes, 0, bytes.length);
    }

    int length() {
        return to - from;
    }

    byte[] copy() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** One after the other. */
    static Slice joined(List<Slice> slices) {
        int length = 0;
        for (Slice slice : slices) {
            length += slice.length();
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (Slice slice : slices) {
            System.arraycopy(slice.bytes, slice.from, joined, at, slice.length());
            at += slice.length();
        }
        return of(joined);
    }
}
