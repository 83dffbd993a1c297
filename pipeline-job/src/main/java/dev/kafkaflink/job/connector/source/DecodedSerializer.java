package dev.kafkaflink.job.connector.source;

import dev.kafkaflink.job.deadletter.DeadLetter;
import dev.kafkaflink.job.deadletter.DeadLetterSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.table.data.RowData;

/** What there is, then the row or the dead letter, then whether the decoder failed, then the length. */
final class DecodedSerializer extends TypeSerializer<Decoded> {
    private static final long serialVersionUID = 1L;
    private static final byte DEAD_LETTER = 0;
    private static final byte ROW = 1;
    private static final byte NOTHING = 2;

    private final TypeSerializer<RowData> rows;

    DecodedSerializer(TypeSerializer<RowData> rows) {
        this.rows = rows;
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public TypeSerializer<Decoded> duplicate() {
        return new DecodedSerializer(rows.duplicate());
    }

    @Override
    public Decoded createInstance() {
        return Decoded.of(rows.createInstance(), 0);
    }

    @Override
    public Decoded copy(Decoded from) {
        return from.row() == null ? from : Decoded.of(rows.copy(from.row()), from.bytes());
    }

    @Override
    public Decoded copy(Decoded from, Decoded reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(Decoded decoded, DataOutputView target) throws IOException {
        if (decoded.row() != null) {
            target.writeByte(ROW);
            rows.serialize(decoded.row(), target);
        } else if (decoded.deadLetter() != null) {
            target.writeByte(DEAD_LETTER);
            DeadLetterSerializer.INSTANCE.serialize(decoded.deadLetter(), target);
        } else {
            target.writeByte(NOTHING);
        }
        target.writeBoolean(decoded.failed());
        target.writeInt(decoded.bytes());
    }

    @Override
    public Decoded deserialize(DataInputView source) throws IOException {
        byte what = source.readByte();
        RowData row = what == ROW ? rows.deserialize(source) : null;
        DeadLetter letter = what == DEAD_LETTER ? DeadLetterSerializer.INSTANCE.deserialize(source) : null;
        return new Decoded(row, letter, source.readBoolean(), source.readInt());
    }

    @Override
    public Decoded deserialize(Decoded reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DecodedSerializer that && rows.equals(that.rows);
    }

    @Override
    public int hashCode() {
        return rows.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<Decoded> snapshotConfiguration() {
        return new Snapshot(this);
    }

    /** The serializer in a checkpoint's metadata. */
    public static final class Snapshot extends CompositeTypeSerializerSnapshot<Decoded, DecodedSerializer> {
        private static final int VERSION = 1;

        public Snapshot() {}

        Snapshot(DecodedSerializer serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return VERSION;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(DecodedSerializer serializer) {
            return new TypeSerializer<?>[] {serializer.rows};
        }

        @Override
        protected DecodedSerializer createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
            @SuppressWarnings("unchecked") // the one nested serializer that getNestedSerializers gave
            TypeSerializer<RowData> rows = (TypeSerializer<RowData>) nested[0];
            return new DecodedSerializer(rows);
        }
    }
}
