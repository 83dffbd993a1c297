package dev.kafkaflink.job.deadletter;

import dev.kafkaflink.job.state.ImmutableSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Dead letters between tasks, and in checkpoints that hold records in flight. */
public final class DeadLetterSerializer extends ImmutableSerializer<DeadLetter> {
    public static final DeadLetterSerializer INSTANCE = new DeadLetterSerializer();

    private static final long serialVersionUID = 1L;
    private static final byte VERSION = 1;
    private static final DeadLetter EMPTY = DeadLetter.ofUnwritten("", "", "", null, null);

    @Override
    public DeadLetter createInstance() {
        return EMPTY;
    }

    @Override
    public void serialize(DeadLetter letter, DataOutputView target) throws IOException {
        target.writeByte(VERSION);
        writeText(letter.stage(), target);
        writeText(letter.error(), target);
        writeText(letter.topic(), target);
        target.writeInt(letter.partition());
        target.writeLong(letter.offset());
        target.writeLong(letter.timestamp());
        writeBytes(letter.key(), target);
        writeBytes(letter.value(), target);
        target.writeInt(letter.headers().size());
        for (DeadLetter.Header header : letter.headers()) {
            writeText(header.key(), target);
            writeBytes(header.value(), target);
        }
    }

    @Override
    public DeadLetter deserialize(DataInputView source) throws IOException {
        byte version = source.readByte();
        if (version != VERSION) {
            throw new IOException(
                    "a dead letter of version " + version + " cannot be read; this job writes version " + VERSION);
        }
        return new DeadLetter(
                readText(source),
                readText(source),
                readText(source),
                source.readInt(),
                source.readLong(),
                source.readLong(),
                readBytes(source),
                readBytes(source),
                readHeaders(source));
    }

    @Override
    public TypeSerializerSnapshot<DeadLetter> snapshotConfiguration() {
        return new Snapshot();
    }

    private static List<DeadLetter.Header> readHeaders(DataInputView source) throws IOException {
        int count = source.readInt();
        List<DeadLetter.Header> headers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            headers.add(new DeadLetter.Header(readText(source), readBytes(source)));
        }
        return List.copyOf(headers);
    }

    private static void writeText(String text, DataOutputView target) throws IOException {
        writeBytes(text.getBytes(StandardCharsets.UTF_8), target);
    }

    private static String readText(DataInputView source) throws IOException {
        return new String(readBytes(source), StandardCharsets.UTF_8);
    }

    /** The serializer in a checkpoint's metadata. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<DeadLetter> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
