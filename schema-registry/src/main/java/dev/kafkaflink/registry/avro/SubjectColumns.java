package dev.kafkaflink.registry.avro;

import dev.kafkaflink.crds.table.Column;
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
        int id = found.schema().id();
        try {
            return new SubjectColumns(found.number(), id, AvroColumns.of(AvroText.of(found.schema())), "");
        } catch (IllegalArgumentException e) {
            return new SubjectColumns(found.number(), id, List.of(), e.getMessage());
        }
    }
}
