package dev.kafkaflink.job.connector.sink;

import dev.kafkaflink.job.state.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Key and value, each as length and bytes; length -1 is null. */
final class EncodedSerializer extends ImmutableSerializer<Encoded> {
    static final EncodedSerializer INSTANCE = new EncodedSerializer();

    private static final long serialVersionUID = 1L;
    private static final Encoded EMPTY = new Encoded(null, null);

    @Override
    public Encoded createInstance() {
        return EMPTY;
    }

    @Override
    public void serialize(Encoded encoded, DataOutputView target) throws IOException {
        writeBytes(encoded.key(), target);
        writeBytes(encoded.value(), target);
    }

    @Override
    public Encoded deserialize(DataInputView source) throws IOException {
        return new Encoded(readBytes(source), readBytes(source));
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
