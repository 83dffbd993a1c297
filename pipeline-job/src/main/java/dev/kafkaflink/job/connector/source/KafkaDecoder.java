package dev.kafkaflink.job.connector.source;

import dev.kafkaflink.job.connector.CurrentRecord;
import dev.kafkaflink.job.connector.Uids;
import dev.kafkaflink.job.format.DecoderUnavailableException;
import dev.kafkaflink.job.format.Decoding;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes within the Kafka source. A record that is no row goes on as a dead letter; none is dropped, nothing thrown. That
 * holds for a record over which the decoder itself fails, too: the job would fail over it again with each restart. Only where
 * the record is not to blame, the task fails.
 */
final class KafkaDecoder implements KafkaRecordDeserializationSchema<Decoded> {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final String stage;
    private final RecordDecoder decoder;
    private final TypeInformation<Decoded> type;
    private transient CurrentRecord current;
    /** Null: the source never stops. */
    private transient Gate gate;

    KafkaDecoder(String source, RecordDecoder decoder, TypeInformation<Decoded> type) {
        this.source = source;
        this.stage = Uids.sourceStage(source);
        this.decoder = decoder;
        this.type = type;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) throws Exception {
        current = CurrentRecord.ofThisTask();
        gate = Gate.findInThisTask(source).orElse(null);
        decoder.open();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Decoded> out) {
        int bytes = length(record.key()) + length(record.value());
        current.begin(record);
        try {
            Decoding decoding = decode(record);
            if (gate != null) {
                count(decoding);
            }
            if (decoding.isRejected()) {
                out.collect(
                        Decoded.rejected(current.deadLetter(stage, decoding.rejection()), decoding.failed(), bytes));
            } else {
                collect(decoding.rows(), bytes, out);
            }
        } finally {
            current.end();
        }
    }

    private void count(Decoding decoding) {
        if (decoding.isRejected()) {
            gate.rejected(decoding.rejection());
        } else {
            gate.accepted();
        }
    }

    private static void collect(List<GenericRowData> rows, int bytes, Collector<Decoded> out) {
        if (rows.isEmpty()) {
            out.collect(Decoded.nothing(bytes));
        }
        for (int i = 0; i < rows.size(); i++) {
            out.collect(Decoded.of(rows.get(i), i == 0 ? bytes : Decoded.FURTHER));
        }
    }

    private Decoding decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return decoder.decode(record);
        } catch (DecoderUnavailableException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            return Decoding.failed(e);
        }
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    @Override
    public TypeInformation<Decoded> getProducedType() {
        return type;
    }
}
