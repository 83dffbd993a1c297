package dev.kafkaflink.job.format.debezium;

import dev.kafkaflink.registry.RegisteredSchema;
import dev.kafkaflink.registry.SchemaRegistry;
import dev.kafkaflink.registry.SubjectVersion;
import io.apicurio.registry.utils.converter.avro.AvroData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.connect.data.Struct;

/** A registry, and records as Kafka Connect's converter for Avro writes them with it. */
final class ConnectRegistry implements SchemaRegistry, Serializable {
    private static final long serialVersionUID = 1L;

    private static final List<ConnectRegistry> ALL = new CopyOnWriteArrayList<>();

    private final transient List<String> schemas = new ArrayList<>();
    private final int index;

    ConnectRegistry() {
        ALL.add(this);
        index = ALL.indexOf(this);
    }

    /** A decoder that is shipped asks the same registry. */
    private Object readResolve() {
        return ALL.get(index);
    }

    /** A record in Confluent's wire format. */
    byte[] write(Struct value) {
        AvroData converter = new AvroData(10);
        return write(converter.fromConnectSchema(value.schema()), converter.fromConnectData(value.schema(), value));
    }

    /** The same of a value that is Avro's already. */
    byte[] write(Schema schema, Object value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(ByteBuffer.allocate(5)
                    .put((byte) 0)
                    .putInt(register("any", RegisteredSchema.AVRO, schema.toString()))
                    .array());
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<>(schema).write(value, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int register(String subject, String type, String schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    @Override
    public Optional<RegisteredSchema> byId(int id) {
        return id < 1 || id > schemas.size()
                ? Optional.empty()
                : Optional.of(new RegisteredSchema(id, RegisteredSchema.AVRO, schemas.get(id - 1)));
    }

    @Override
    public Optional<SubjectVersion> version(String subject, Integer number) {
        return Optional.empty();
    }
}
