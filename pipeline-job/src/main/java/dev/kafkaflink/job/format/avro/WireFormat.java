package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.job.format.Mismatch;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** What Confluent's serializers put before a value: a byte 0, and the id of the value's schema in a registry in 4 bytes. */
final class WireFormat {
    static final int HEADER = 5;
    private static final byte MAGIC = 0;

    private WireFormat() {}

    static int schemaId(byte[] record) throws Mismatch {
        if (record.length > 0 && record[0] != MAGIC) {
            throw Mismatch.ofRecord("this is not Confluent's wire format: the first byte is 0x"
                    + HexFormat.of().toHexDigits(record[0])
                    + (record[0] == '{' ? ", as of JSON" : "")
                    + "; it is 0x00, and the id of a schema follows, where avro.registry is set");
        }
        if (record.length < HEADER) {
            throw Mismatch.ofRecord("this is not Confluent's wire format: there are " + record.length + " bytes, but "
                    + HEADER + " come before the value");
        }
        return ByteBuffer.wrap(record).getInt(1);
    }

    static byte[] header(int schemaId) {
        return ByteBuffer.allocate(HEADER).put(MAGIC).putInt(schemaId).array();
    }
}
