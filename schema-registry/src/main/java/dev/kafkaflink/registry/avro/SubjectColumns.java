package dev.kafkaflink.registry.avro;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.registry.RegisteredSchema;
import dev.kafkaflink.registry.RegistryException;
import dev.kafkaflink.registry.SchemaRegistry;
import dev.kafkaflink.registry.SubjectVersion;
import java.util.List;
import java.util.Optional;

/**
 * The columns of a version of a subject.
 *
 * @param version of the subject; 0: the registry has no such one
 * @param id of the schema; 0: the registry has no such one
 * @param columns none: the registry has no such version, or its schema is no columns
 * @param failure why there are none, without a subject; empty: there are
 */
public record SubjectColumns(int version, int id, List<Column> columns, String failure) {

    public SubjectColumns {
        columns = List.copyOf(columns);
    }

    /**
     * Looks them up.
     *
     * @param version null: the newest
     * @throws RegistryException if the registry does not say
     */
    public static SubjectColumns of(SchemaRegistry registry, String subject, Integer version) throws RegistryException {
        Optional<SubjectVersion> found = registry.version(subject, version);
        return found.isPresent()
                ? of(found.get())
                : new SubjectColumns(
                        0,
                        0,
                        List.of(),
                        "the schema registry has no %ssubject '%s'"
                                .formatted(version == null ? "" : "version %d of ".formatted(version), subject));
    }

    private static SubjectColumns of(SubjectVersion found) {
        RegisteredSchema schema = found.schema();
        if (!schema.type().equals(RegisteredSchema.AVRO)) {
            return failed(found, "is no schema of Avro, but of " + schema.type());
        }
        if (!schema.complete()) {
            return failed(found, "refers to other schemas of the registry, which are not followed");
        }
        try {
            return new SubjectColumns(found.number(), schema.id(), AvroColumns.of(schema.text()), "");
        } catch (IllegalArgumentException e) {
            return failed(found, e.getMessage());
        }
    }

    private static SubjectColumns failed(SubjectVersion found, String why) {
        return new SubjectColumns(found.number(), found.schema().id(), List.of(), why);
    }
}
