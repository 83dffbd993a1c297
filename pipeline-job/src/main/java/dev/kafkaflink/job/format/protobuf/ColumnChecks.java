package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.kafkaflink.crds.table.Column;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.table.types.logical.RowType;

/** What is wrong with columns by what a message has. */
final class ColumnChecks {
    private ColumnChecks() {}

    /** By column, what is wrong with those that are read. */
    static Map<String, String> ofSource(
            Descriptor type, RowType columns, Column.Epoch[] epochs, ProtobufSettings settings) {
        return of(
                type,
                columns.getFieldNames(),
                (field, i) -> RowReader.reader(field, columns.getTypeAt(i), epochs[i], settings, 0));
    }

    /** By column, what is wrong with those that are written. */
    static Map<String, String> ofSink(Descriptor type, RowType row, List<String> names, ProtobufSettings settings) {
        return of(
                type,
                names,
                (field, i) -> FieldWriters.of(field, row.getTypeAt(row.getFieldIndex(names.get(i))), settings, 0));
    }

    /** Whatever throws an IllegalArgumentException if a column does not fit its field. */
    private interface Attempt {
        void fit(FieldDescriptor field, int column);
    }

    private static Map<String, String> of(Descriptor type, List<String> names, Attempt attempt) {
        Map<String, String> reasons = new LinkedHashMap<>();
        Map<FieldDescriptor, String> taken = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            try {
                FieldDescriptor field = ProtobufSchema.field(type, names.get(i));
                String other = taken.putIfAbsent(field, names.get(i));
                if (other != null) {
                    throw new IllegalArgumentException("it is the same field of " + type.getFullName() + " as '" + other
                            + "'; remove one of them");
                }
                attempt.fit(field, i);
            } catch (IllegalArgumentException e) {
                reasons.put(names.get(i), e.getMessage());
            }
        }
        return reasons;
    }

    /** Throws an IllegalArgumentException if anything is wrong. */
    static void require(Descriptor type, Map<String, String> reasons) {
        if (!reasons.isEmpty()) {
            throw new IllegalArgumentException("columns do not fit " + type.getFullName() + ": "
                    + reasons.entrySet().stream()
                            .map(reason -> "column '" + reason.getKey() + "': " + reason.getValue())
                            .collect(Collectors.joining("; ")));
        }
    }

    /** What is wrong if only these fields of a message are set. */
    static Optional<String> unfilled(Descriptor type, Collection<FieldDescriptor> set) {
        List<String> unfilled = type.getFields().stream()
                .filter(FieldDescriptor::isRequired)
                .filter(field -> !set.contains(field))
                .map(FieldDescriptor::getName)
                .toList();
        return unfilled.isEmpty()
                ? Optional.empty()
                : Optional.of(type.getFullName() + " requires " + String.join(", ", unfilled)
                        + "; add a column of that name");
    }
}
