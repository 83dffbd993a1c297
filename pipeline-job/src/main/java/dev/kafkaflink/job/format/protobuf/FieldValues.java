package dev.kafkaflink.job.format.protobuf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The values of a field as they are on the wire: numbers, or parts of the record. A number is one of the field's type, not of the wire. */
final class FieldValues {
    /** Of a list that has none. */
    static final FieldValues NONE = new FieldValues();

    private long[] numbers = {};
    private List<Slice> slices = List.of();
    private int size;

    static FieldValues of(long number) {
        FieldValues values = new FieldValues();
        values.set(number);
        return values;
    }

    static FieldValues of(Slice slice) {
        FieldValues values = new FieldValues();
        values.set(slice);
        return values;
    }

    int size() {
        return size;
    }

    long number(int index) {
        return numbers[index];
    }

    Slice slice(int index) {
        return slices.get(index);
    }

    void add(long number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(4, size + (size >> 1)));
        }
        numbers[size++] = number;
    }

    void add(Slice slice) {
        if (size == 0) {
            slices = new ArrayList<>(1);
        }
        slices.add(slice);
        size++;
    }

    void set(long number) {
        numbers = size == 0 ? new long[1] : numbers;
        numbers[0] = number;
        size = 1;
    }

    void set(Slice slice) {
        slices = List.of(slice);
        size = 1;
    }

    /** A message that comes in parts is the message of the parts one after the other: that is what the wire's rules are made for. */
    Slice merged() {
        return size == 1 ? slices.get(0) : Slice.joined(slices);
    }
}
