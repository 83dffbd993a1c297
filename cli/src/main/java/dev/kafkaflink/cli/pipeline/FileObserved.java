package dev.kafkaflink.cli.pipeline;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.model.Defaults;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.PodFacts;
import dev.kafkaflink.operator.core.model.SchemaLook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an operator would know of a pipeline of which there is nothing but its file. */
final class FileObserved {
    /** An operator that gives each pipeline an image and a folder for its checkpoints, so that none need name them. */
    static final Defaults DEFAULTS = new Defaults(
            "kafkaflink-job", "flink", "s3://checkpoints", Map.of(), "", Duration.ofSeconds(30), Duration.ofMinutes(1));

    /** Nobody is asked there: a plan needs an address and no Kafka. */
    static final String NO_KAFKA = "kafka.invalid:9092";

    private FileObserved() {}

    static Observed of(KafkaFlinkPipeline pipeline, Map<String, SchemaLook> schemas) {
        return new Observed(
                pipeline,
                null,
                null,
                List.of(),
                null,
                Set.of(),
                null,
                Map.of(),
                null,
                PodFacts.NONE,
                List.of(),
                DEFAULTS,
                null,
                schemas,
                List.of(),
                true);
    }
}
