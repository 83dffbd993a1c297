package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;

/**
 * A message's fields that are read, and what they are called in messages; the others are passed over.
 *
 * @param type the message
 * @param names by a field's index; null: the field is passed over
 * @param siblings by a field's index the members of its oneof
 */
record FieldNames(Descriptor type, String[] names, int[][] siblings) {
    private static final int[] NONE = {};

    static FieldNames of(Descriptor type, String[] names) {
        int[][] siblings = new int[type.getFields().size()][];
        for (FieldDescriptor field : type.getFields()) {
            OneofDescriptor oneof = field.getRealContainingOneof();
            siblings[field.getIndex()] = oneof == null
                    ? NONE
                    : oneof.getFields().stream()
                            .filter(other -> other != field)
                            .mapToInt(FieldDescriptor::getIndex)
                            .toArray();
        }
        return new FieldNames(type, names, siblings);
    }

    /** All fields by their own names. */
    static FieldNames all(Descriptor type) {
        return of(type, type.getFields().stream().map(FieldDescriptor::getName).toArray(String[]::new));
    }
}
