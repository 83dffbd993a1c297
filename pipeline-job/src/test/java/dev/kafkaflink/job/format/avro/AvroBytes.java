package dev.kafkaflink.job.format.avro;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Bytes as Avro's own library writes and reads them. */
final class AvroBytes {
    private AvroBytes() {}

    static Schema schema(String json) {
        return new Schema.Parser().parse(json);
    }

    /** A value in Avro's JSON encoding as binary. */
    static byte[] of(Schema schema, String json) {
        try {
            Object value = new GenericDatumReader<>(schema)
                    .read(null, DecoderFactory.get().jsonDecoder(schema, json));
            return of(schema, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] of(Schema schema, Object value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<>(schema).write(value, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Object read(Schema schema, byte[] bytes) throws IOException {
        return new GenericDatumReader<>(schema).read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    }

    /** The same in Confluent's wire format. */
    static byte[] framed(int id, byte[] value) {
        return ByteBuffer.allocate(5 + value.length)
                .put((byte) 0)
                .putInt(id)
                .put(value)
                .array();
    }
}
