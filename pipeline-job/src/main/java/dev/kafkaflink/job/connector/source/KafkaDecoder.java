package dev.kafkaflink.job.connector.source;

import dev.kafkaflink.job.deadletter.DeadLetter;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.RowDecoder;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Decodes within the Kafka source. A record that is no row goes on as a dead letter; none is dropped, nothing thrown. */
final class KafkaDecoder implements KafkaRecordDeserializationSchema<Decoded> {
    private static final long serialVersionUID = 1L;

    private final String stage;
    private final RowDecoder decoder;
    private final TypeInformation<Decoded> type;

    KafkaDecoder(String stage, RowDecoder decoder, TypeInformation<Decoded> type) {
        this.stage = stage;
        this.decoder = decoder;
        this.type = type;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        decoder.open();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Decoded> out) {
        int bytes = length(record.key()) + length(record.value());
        Decoding decoding = decoder.decode(record.value());
        out.collect(
                decoding.row() != null
                        ? new Decoded(decoding.row(), null, bytes)
                        : new Decoded(null, deadLetter(record, decoding.rejection()), bytes));
    }

    private DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> record, String error) {
        List<DeadLetter.Header> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new DeadLetter.Header(header.key(), header.value()));
        }
        return new DeadLetter(
                stage,
                error,
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                headers);
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    @Override
    public TypeInformation<Decoded> getProducedType() {
        return type;
    }
}
