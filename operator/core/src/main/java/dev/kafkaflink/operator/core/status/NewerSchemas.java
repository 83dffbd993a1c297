package dev.kafkaflink.operator.core.status;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus.NewerSchema;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.SourceSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is told of versions of subjects whose columns a source does not have yet. */
final class NewerSchemas {
    private NewerSchemas() {}

    /** Those of which there is a newer one. */
    static List<SourceSchema> of(List<SourceSchema> schemas) {
        List<SourceSchema> newer = new ArrayList<>(schemas == null ? List.of() : schemas);
        newer.removeIf(schema -> schema.newer() == null);
        return newer;
    }

    /** What they change and how they are taken; empty: there is none. */
    static Optional<String> text(List<SourceSchema> schemas) {
        List<SourceSchema> newer = of(schemas);
        return newer.isEmpty()
                ? Optional.empty()
                : Optional.of(newer.stream().map(NewerSchemas::text).collect(Collectors.joining("; ")));
    }

    private static String text(SourceSchema schema) {
        NewerSchema newer = schema.newer();
        String news = newer.failure() == null
                ? "%s: schemaVersion: %d takes it".formatted(String.join(", ", newer.changes()), newer.version())
                : "cannot be taken, since it " + newer.failure();
        return "source '%s' has the columns of version %d of subject '%s'; version %d %s"
                .formatted(schema.source(), schema.version(), schema.subject(), newer.version(), news);
    }
}
