package dev.kafkaflink.crds.jobdef;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything that the job computes: what it reads, what it asks of it, and where the results go. Parallelism,
 * checkpoints and memory are Flink's configuration and are not part of it; what shapes the plan of the queries is.
 *
 * @param pipeline {@code NAMESPACE/NAME} of the pipeline; the job's name
 * @param kafka the cluster that all topics of the pipeline lie on
 * @param sources the tables read; at least one
 * @param views named steps, each of which may use the sources and the views before it
 * @param sinks the outputs; at least one
 * @param deadLetters what becomes of records that cannot be processed
 * @param delivery the guarantee of the sinks
 * @param tableOptions Flink's options for the planning of queries, whose keys begin with {@link #TABLE_OPTION}; those that a
 *     cluster is configured with do not count
 * @param version {@link Release#DEFINITION} of the release that wrote it, at least 1; absent: not said
 * @param flink the version of Flink that it was planned for, such as {@code 2.3}; absent: not said
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobDefinition(
        String pipeline,
        KafkaCluster kafka,
        List<Source> sources,
        List<View> views,
        List<Sink> sinks,
        DeadLetters deadLetters,
        Delivery delivery,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> tableOptions,
        Integer version,
        String flink) {
    /** How the keys of options begin that shape the plan of the queries. */
    public static final String TABLE_OPTION = "table.";

    public JobDefinition {
        sources = sources == null ? List.of() : List.copyOf(sources);
        views = views == null ? List.of() : List.copyOf(views);
        sinks = sinks == null ? List.of() : List.copyOf(sinks);
        tableOptions = tableOptions == null ? Map.of() : Map.copyOf(tableOptions);
    }

    /** A definition without table options. */
    public JobDefinition(
            String pipeline,
            KafkaCluster kafka,
            List<Source> sources,
            List<View> views,
            List<Sink> sinks,
            DeadLetters deadLetters,
            Delivery delivery) {
        this(pipeline, kafka, sources, views, sinks, deadLetters, delivery, Map.of());
    }

    /** A definition that does not say which release wrote it. */
    public JobDefinition(
            String pipeline,
            KafkaCluster kafka,
            List<Source> sources,
            List<View> views,
            List<Sink> sinks,
            DeadLetters deadLetters,
            Delivery delivery,
            Map<String, String> tableOptions) {
        this(pipeline, kafka, sources, views, sinks, deadLetters, delivery, tableOptions, null, null);
    }

    /** Whether a source reads a topic. */
    public boolean reads(String topic) {
        return sources.stream().anyMatch(source -> source.subscription().includes(topic));
    }

    /** What the sources read, for a person. */
    public String readTopics() {
        return sources.stream()
                .map(source -> source.subscription().text())
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
