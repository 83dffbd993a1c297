package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.SinkSubject;
import dev.kafkaflink.registry.RegisteredSchema;
import dev.kafkaflink.registry.RegistryException;
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
 */
record SinkSchema(String derived, SinkSubject subject) implements Serializable {
    private static final String RULE =
            "a column that is new may be NULL, and one that may be NULL stays so and keeps its type";

    /** A schema and its id. */
    record Known(int id, Schema schema) {}

    static SinkSchema of(ColumnsToWrite columns) {
        Schema derived = ColumnSchema.of(columns.written(), Registry.recordOf(columns.topic(), columns.key()));
        return new SinkSchema(
                derived.toString(), SinkSubject.of(columns.format().avro().registry(), columns, derived.getFullName()));
    }

    /**
     * Registers the schema, or finds the one that there is.
     *
     * @throws IllegalStateException if there is none that can be used
     */
    Known find(SchemaRegistry registry) throws RegistryException {
        if (!subject.registers()) {
            RegisteredSchema latest = subject.existing(registry);
            return new Known(latest.id(), parse(latest));
        }
        return new Known(
                subject.register(registry, RegisteredSchema.AVRO, derived, "schema", RULE),
                new Schema.Parser().parse(derived));
    }

    private Schema parse(RegisteredSchema latest) {
        try {
            return AvroSchemas.parse(latest);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(subject.latest(latest.id()) + ", " + e.getMessage(), e);
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
                    "the sink's columns " + String.join(", ", columns) + " do not fit " + subject.latest(known.id())
                            + ": " + e.getMessage(),
                    e);
        }
    }
}
