package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.Encoding;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.RowEncoder;
import dev.kafkaflink.registry.RegistryAccess;
import dev.kafkaflink.registry.RegistryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Rows to messages. */
final class ProtobufEncoder implements RowEncoder {
    private static final long serialVersionUID = 1L;
    private static final byte[] NO_HEADER = {};

    private final ProtobufSettings settings;
    private final RowType row;
    private final ArrayList<String> names;
    /** Null: the message is not of a registry. */
    private final SinkMessage sinkMessage;

    private final RegistryAccess access;
    private transient byte[] header;
    private transient RowWriter writer;

    /**
     * Encodes columns.
     *
     * @param access to the registry, if the message is there
     */
    ProtobufEncoder(ColumnsToWrite columns, RegistryAccess access) {
        this.settings = ProtobufSettings.of(columns.format());
        this.sinkMessage = settings.registered() ? SinkMessage.of(columns) : null;
        this.access = access;
        this.row = columns.type();
        this.names = new ArrayList<>(columns.names());
    }

    /** Messages of a file, or of a registry, are known no sooner than here. */
    @Override
    public void open() throws RegistryException {
        SinkMessage.Known registered = sinkMessage == null ? null : sinkMessage.find(access.open());
        Descriptor message = registered == null ? ProtobufSchema.message(settings) : registered.message();
        header = registered == null ? NO_HEADER : ConfluentFrame.header(registered.id(), message);
        ColumnChecks.require(message, ColumnChecks.ofSink(message, row, names, settings));
        writer = new RowWriter(message, row, List.copyOf(names), settings, 0);
    }

    @Override
    public Encoding encode(RowData row) {
        try {
            return Encoding.of(framed(writer.write(row)));
        } catch (Mismatch e) {
            return Encoding.rejected(e.getMessage());
        }
    }

    private byte[] framed(Message message) {
        int size = message.getSerializedSize();
        byte[] record = Arrays.copyOf(header, header.length + size);
        CodedOutputStream out = CodedOutputStream.newInstance(record, header.length, size);
        try {
            message.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory always takes bytes", e);
        }
        return record;
    }
}
