package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.format.Mismatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.types.logical.RowType;

/** Reads records that were written with one file of messages, whichever of the messages they are. */
final class WrittenFile {
    private final FileDescriptor file;
    private final RowType columns;
    private final Column.Epoch[] epochs;
    private final ProtobufSettings settings;
    private final Map<List<Long>, Known> known = new HashMap<>();

    /**
     * What is known of a message.
     *
     * @param reader null: none of its records is a row
     * @param rejection why not
     */
    private record Known(RowReader reader, String rejection) {}

    WrittenFile(FileDescriptor file, RowType columns, Column.Epoch[] epochs, ProtobufSettings settings) {
        this.file = file;
        this.columns = columns;
        this.epochs = epochs;
        this.settings = settings;
    }

    /** The columns' values, in their order. */
    Object[] readColumns(ConfluentFrame record) throws Mismatch {
        Known of = known.get(record.place());
        if (of == null) {
            of = lookUp(record);
            known.put(record.place(), of);
        }
        if (of.reader == null) {
            throw Mismatch.ofRecord(of.rejection);
        }
        return of.reader.readColumns(record.message());
    }

    private Known lookUp(ConfluentFrame record) throws Mismatch {
        Descriptor type = record.typeIn(file);
        if (settings.message() != null && !settings.message().equals(type.getFullName())) {
            return new Known(null, "expected a message " + settings.message() + ", found " + type.getFullName());
        }
        try {
            return new Known(new RowReader(type, columns, epochs, settings, 0), null);
        } catch (IllegalArgumentException e) {
            return new Known(
                    null,
                    "columns do not fit " + type.getFullName() + " in schema " + record.schemaId()
                            + " of the schema registry: " + e.getMessage());
        }
    }
}
