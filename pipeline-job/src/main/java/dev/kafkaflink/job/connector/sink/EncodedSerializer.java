package dev.kafkaflink.job.connector.sink;

import dev.kafkaflink.job.state.ImmutableSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.kafka.common.header.Header;

/** Key and value, each as length and bytes, where length -1 is null; the timestamp; the headers. */
final class EncodedSerializer extends ImmutableSerializer<Encoded> {
    static final EncodedSerializer INSTANCE = new EncodedSerializer();

    private static final long serialVersionUID = 1L;
    private static final long NO_TIMESTAMP = Long.MIN_VALUE;
    private static final Encoded EMPTY = new Encoded(null, null);

    @Override
    public Encoded createInstance() {
        return EMPTY;
    }

    @Override
    public void serialize(Encoded encoded, DataOutputView target) throws IOException {
        writeBytes(encoded.key(), target);
        writeBytes(encoded.value(), target);
        target.writeLong(encoded.timestamp() == null ? NO_TIMESTAMP : encoded.timestamp());
        target.writeInt(encoded.headers().size());
        for (Header header : encoded.headers()) {
            target.writeUTF(header.key());
            writeBytes(header.value(), target);
        }
    }

    @Override
    public Encoded deserialize(DataInputView source) throws IOException {
        byte[] key = readBytes(source);
        byte[] value = readBytes(source);
        long timestamp = source.readLong();
        int count = source.readInt();
        List<Header> headers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            headers.add(Encoded.header(source.readUTF(), readBytes(source)));
        }
        return new Encoded(key, value, headers, timestamp == NO_TIMESTAMP ? null : (Long) timestamp);
    }

    @Override
    public TypeSerializerSnapshot<Encoded> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer in a checkpoint's metadata. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Encoded> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
