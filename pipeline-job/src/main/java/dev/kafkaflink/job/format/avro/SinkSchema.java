package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.registry.RegisteredSchema;
import dev.kafkaflink.registry.RegistryException;
import dev.kafkaflink.registry.RegistryRefusalException;
import dev.kafkaflink.registry.SchemaRegistry;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.flink.table.types.logical.RowType;

/**
 * The schema of what a sink writes, in a registry.
 *
 * @param derived as JSON, from the columns
 * @param subject under which it is registered, or another is found
 * @param registers whether it is registered
 */
record SinkSchema(String derived, String subject, boolean registers) implements Serializable {
    /** A schema and its id. */
    record Known(int id, Schema schema) {}

    static SinkSchema of(ColumnsToWrite columns) {
        Registry registry = columns.format().avro().registry();
        RowType written = new RowType(IntStream.of(columns.indices())
                .mapToObj(columns.type().getFields()::get)
                .toList());
        Schema derived = ColumnSchema.of(written, Registry.recordOf(columns.topic(), columns.key()));
        return new SinkSchema(
                derived.toString(),
                registry.subjectOf(columns.topic(), columns.key(), derived.getFullName()),
                registry.registers());
    }

    /**
     * Registers the schema, or finds the one that there is.
     *
     * @throws IllegalStateException if there is none that can be used
     */
    Known find(SchemaRegistry registry) throws RegistryException {
        if (!registers) {
            RegisteredSchema latest = registry.latest(subject)
                    .orElseThrow(() -> new IllegalStateException("the schema registry has no subject '" + subject
                            + "', and registry.register is false; register a schema, or leave register out"));
            return new Known(latest.id(), parse(latest));
        }
        try {
            return new Known(
                    registry.register(subject, RegisteredSchema.AVRO, derived), new Schema.Parser().parse(derived));
        } catch (RegistryRefusalException e) {
            if (!e.isIncompatible()) {
                throw e;
            }
            throw new IllegalStateException(
                    "the schema of the sink's columns is not compatible with those before it of subject '" + subject
                            + "': " + e.getMessage()
                            + "; by the rules of most subjects a column that is new may be NULL, and one that may be NULL"
                            + " stays so and keeps its type. Keep to that, write to another topic or subject, or change the"
                            + " subject's compatibility in the registry",
                    e);
        }
    }

    private Schema parse(RegisteredSchema latest) {
        try {
            return AvroSchemas.parse(latest);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "schema " + latest.id() + ", the latest of subject '" + subject + "', " + e.getMessage(), e);
        }
    }

    /** Writes rows so. */
    AvroRowWriter writer(Known known, RowType type, int[] written) {
        try {
            return AvroRowWriter.of(type, written, known.schema());
        } catch (Mismatch e) {
            List<String> columns =
                    IntStream.of(written).mapToObj(type.getFieldNames()::get).toList();
            throw new IllegalStateException(
                    "the sink's columns " + String.join(", ", columns) + " do not fit schema " + known.id()
                            + ", the latest of subject '" + subject + "': " + e.getMessage(),
                    e);
        }
    }
}
