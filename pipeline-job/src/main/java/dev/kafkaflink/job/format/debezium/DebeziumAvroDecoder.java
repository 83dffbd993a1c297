package dev.kafkaflink.job.format.debezium;

import dev.kafkaflink.crds.table.AvroOptions;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.RowDecoder;
import dev.kafkaflink.job.format.avro.AvroDecoder;
import dev.kafkaflink.registry.RegistryAccess;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Change events in Avro to rows.
 *
 * @param events decodes those that are there
 */
record DebeziumAvroDecoder(AvroDecoder events) implements RowDecoder {
    private static final long serialVersionUID = 1L;

    static DebeziumAvroDecoder of(ColumnsToRead columns, RegistryAccess access) {
        AvroOptions options =
                new AvroOptions(null, columns.format().debeziumAvro().registry());
        return new DebeziumAvroDecoder(new AvroDecoder(AvroEvents.of(columns), options, access));
    }

    @Override
    public void open() throws Exception {
        events.open();
    }

    @Override
    public Decoding decode(byte[] value, ConsumerRecord<byte[], byte[]> record) {
        // The tombstone after a deletion: it is there for Kafka, which then forgets the key.
        return value == null ? Decoding.nothing() : events.decode(value, record);
    }
}
