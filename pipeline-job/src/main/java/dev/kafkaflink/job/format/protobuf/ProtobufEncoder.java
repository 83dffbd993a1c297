package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.Encoding;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.RowEncoder;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Rows to messages. */
final class ProtobufEncoder implements RowEncoder {
    private static final long serialVersionUID = 1L;

    private final ProtobufSettings settings;
    private final RowType row;
    private final ArrayList<String> names;
    private transient RowWriter writer;

    ProtobufEncoder(ColumnsToWrite columns) {
        this.settings = ProtobufSettings.of(columns.format());
        this.row = columns.type();
        this.names = new ArrayList<>(columns.names());
    }

    /** Messages of a file are known no sooner than here. */
    @Override
    public void open() {
        Descriptor message = ProtobufSchema.message(settings);
        ColumnChecks.require(message, ColumnChecks.ofSink(message, row, names, settings));
        writer = new RowWriter(message, row, List.copyOf(names), settings, 0);
    }

    @Override
    public Encoding encode(RowData row) {
        try {
            return Encoding.of(writer.write(row).toByteArray());
        } catch (Mismatch e) {
            return Encoding.rejected(e.getMessage());
        }
    }
}
