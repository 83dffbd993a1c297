package dev.kafkaflink.job.connector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Committables in checkpoints: ours around those of Kafka's connector, and bare ones, which earlier versions wrote. */
final class CountedCommittableSerializer<C> implements SimpleVersionedSerializer<CountedCommittable<C>> {
    /** Far from the versions of Kafka's connector, which bare ones have. */
    static final int VERSION = 1001;

    private final SimpleVersionedSerializer<C> transactions;

    CountedCommittableSerializer(SimpleVersionedSerializer<C> transactions) {
        this.transactions = transactions;
    }

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(CountedCommittable<C> committable) throws IOException {
        DataOutputSerializer target = new DataOutputSerializer(128);
        target.writeBoolean(committable.lost());
        target.writeInt(committable.written().size());
        for (WrittenRange range : committable.written()) {
            target.writeUTF(range.topic());
            target.writeInt(range.partition());
            target.writeLong(range.records());
            target.writeLong(range.first());
            target.writeLong(range.last());
        }
        target.writeBoolean(committable.transaction() != null);
        if (committable.transaction() != null) {
            target.write(
                    SimpleVersionedSerialization.writeVersionAndSerialize(transactions, committable.transaction()));
        }
        return target.getCopyOfBuffer();
    }

    @Override
    public CountedCommittable<C> deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            return new CountedCommittable<>(transactions.deserialize(version, bytes), List.of(), false);
        }
        DataInputDeserializer source = new DataInputDeserializer(bytes);
        boolean lost = source.readBoolean();
        List<WrittenRange> written = new ArrayList<>();
        for (int count = source.readInt(); count > 0; count--) {
            written.add(new WrittenRange(
                    source.readUTF(), source.readInt(), source.readLong(), source.readLong(), source.readLong()));
        }
        if (!source.readBoolean()) {
            return new CountedCommittable<>(null, written, lost);
        }
        byte[] transaction = new byte[source.available()];
        source.readFully(transaction);
        return new CountedCommittable<>(
                SimpleVersionedSerialization.readVersionAndDeSerialize(transactions, transaction), written, lost);
    }
}
