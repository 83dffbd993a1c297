package dev.kafkaflink.job.connector.sink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Key and value, each as length and bytes; length -1 is null. */
final class EncodedSerializer extends TypeSerializerSingleton<Encoded> {
    static final EncodedSerializer INSTANCE = new EncodedSerializer();

    private static final long serialVersionUID = 1L;
    private static final Encoded EMPTY = new Encoded(null, null);

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public Encoded createInstance() {
        return EMPTY;
    }

    @Override
    public Encoded copy(Encoded from) {
        return from;
    }

    @Override
    public Encoded copy(Encoded from, Encoded reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(Encoded encoded, DataOutputView target) throws IOException {
        write(encoded.key(), target);
        write(encoded.value(), target);
    }

    @Override
    public Encoded deserialize(DataInputView source) throws IOException {
        return new Encoded(read(source), read(source));
    }

    @Override
    public Encoded deserialize(Encoded reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public TypeSerializerSnapshot<Encoded> snapshotConfiguration() {
        return new Snapshot();
    }

    private static void write(byte[] bytes, DataOutputView target) throws IOException {
        target.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            target.write(bytes);
        }
    }

    private static byte[] read(DataInputView source) throws IOException {
        int length = source.readInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        source.readFully(bytes);
        return bytes;
    }

    /** The serializer in a checkpoint's metadata. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Encoded> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
