package dev.kafkaflink.job.format;

import org.apache.flink.table.data.RowData;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Formats whose bytes are compressed. NULL and a missing value stay what they are. */
final class CompressedRows {
    private CompressedRows() {}

    /** Unpacks, then decodes. */
    record Decoder(RowDecoder decoder, Compressor compressor) implements RowDecoder {
        @Override
        public void open() throws Exception {
            decoder.open();
        }

        @Override
        public Decoding decode(byte[] bytes, ConsumerRecord<byte[], byte[]> record) {
            if (bytes == null) {
                return decoder.decode(null, record);
            }
            try {
                return decoder.decode(compressor.unpack(bytes), record);
            } catch (Mismatch e) {
                return Decoding.rejected(e.getMessage());
            }
        }
    }

    /** Encodes, then packs. */
    record Encoder(RowEncoder encoder, Compressor compressor) implements RowEncoder {
        @Override
        public void open() throws Exception {
            encoder.open();
        }

        @Override
        public Encoding encode(RowData row) {
            Encoding encoding = encoder.encode(row);
            return encoding.bytes() == null ? encoding : Encoding.of(compressor.pack(encoding.bytes()));
        }
    }
}
