package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.job.format.Mismatch;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;

/** Goes over values that nobody reads. */
public final class AvroSkip {
    private AvroSkip() {}

    /** Goes over a value. */
    public static void skip(Schema schema, AvroInput input) throws IOException, Mismatch {
        BinaryDecoder decoder = input.decoder();
        switch (schema.getType()) {
            case NULL -> decoder.readNull();
            case BOOLEAN -> decoder.readBoolean();
            case INT, ENUM -> decoder.readInt();
            case LONG -> decoder.readLong();
            case FLOAT -> decoder.readFloat();
            case DOUBLE -> decoder.readDouble();
            case STRING -> decoder.skipString();
            case BYTES -> decoder.skipBytes();
            case FIXED -> decoder.skipFixed(schema.getFixedSize());
            case UNION -> skip(schema.getTypes().get(input.branch(schema)), input);
            case RECORD -> {
                input.enter();
                for (Schema.Field field : schema.getFields()) {
                    skip(field.schema(), input);
                }
                input.leave();
            }
            case ARRAY -> {
                input.enter();
                for (long left = input.elements(decoder.skipArray());
                        left > 0;
                        left = input.elements(decoder.skipArray())) {
                    for (; left > 0; left--) {
                        skip(schema.getElementType(), input);
                    }
                }
                input.leave();
            }
            case MAP -> {
                input.enter();
                for (long left = input.elements(decoder.skipMap());
                        left > 0;
                        left = input.elements(decoder.skipMap())) {
                    for (; left > 0; left--) {
                        decoder.skipString();
                        skip(schema.getValueType(), input);
                    }
                }
                input.leave();
            }
        }
    }
}
