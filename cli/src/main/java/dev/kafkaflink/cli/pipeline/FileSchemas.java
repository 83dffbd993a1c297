package dev.kafkaflink.cli.pipeline;

import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.SourceSpec;
import dev.kafkaflink.operator.core.model.SchemaLook;
import dev.kafkaflink.operator.core.model.SchemaLook.Question;
import dev.kafkaflink.operator.core.resolve.DerivedColumns;
import dev.kafkaflink.registry.RegistryAccess;
import dev.kafkaflink.registry.RegistryException;
import dev.kafkaflink.registry.SchemaRegistry;
import dev.kafkaflink.registry.avro.SubjectColumns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the columns of sources come from that list none. */
public enum FileSchemas {
    /** The folder beside the pipeline's file: no registry is asked. */
    OF_FOLDER {
        @Override
        SchemaRegistry open(Path folder, Registry registry) {
            return SchemaFolder.read(folder);
        }

        @Override
        String missing(Question question, String failure) {
            return "no registry is asked here: put the schema of subject '%s' into %s/ID.%s.avsc beside the file"
                    .formatted(question.subject(), SchemaFolder.NAME, question.subject());
        }
    },
    /** That folder where there is one, else the registry that the source names. */
    OF_FOLDER_OR_REGISTRY {
        @Override
        SchemaRegistry open(Path folder, Registry registry) {
            return Files.isDirectory(folder)
                    ? SchemaFolder.read(folder)
                    : RegistryAccess.of(registry).open();
        }
    };

    abstract SchemaRegistry open(Path folder, Registry registry);

    /** What is told of a schema that is not there. */
    String missing(Question question, String failure) {
        return failure;
    }

    /** What is known of the columns of sources that list none, by source. */
    Map<String, SchemaLook> looks(KafkaFlinkPipeline pipeline, PipelineDocument document) {
        Map<String, SchemaLook> looks = new HashMap<>();
        for (SourceSpec source : pipeline.getSpec() == null
                ? List.<SourceSpec>of()
                : pipeline.getSpec().sources()) {
            source.registryOfColumns()
                    .filter(registry -> RegistryAccess.invalid(registry).isEmpty())
                    .ifPresent(registry -> looks.put(
                            source.name(),
                            look(
                                    open(document.schemas(), registry),
                                    DerivedColumns.wanted(document.namespace(), source)
                                            .orElseThrow())));
        }
        return looks;
    }

    private SchemaLook look(SchemaRegistry registry, Question question) {
        try {
            SubjectColumns found = SubjectColumns.of(registry, question.subject(), question.version());
            return new SchemaLook(
                    question,
                    Instant.now(),
                    found.version(),
                    found.id(),
                    found.columns(),
                    found.version() == 0 ? missing(question, found.failure()) : found.failure());
        } catch (RegistryException e) {
            return new SchemaLook(question, Instant.now(), 0, 0, List.of(), e.getMessage());
        }
    }
}
