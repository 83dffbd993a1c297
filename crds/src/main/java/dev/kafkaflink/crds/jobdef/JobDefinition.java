package dev.kafkaflink.crds.jobdef;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Everything that the job computes: what it reads, what it asks of it, and where the results go. Parallelism,
 * checkpoints and memory are Flink's configuration and are not part of it.
 *
 * @param pipeline {@code NAMESPACE/NAME} of the pipeline; the job's name
 * @param kafka the cluster that all topics of the pipeline lie on
 * @param sources the tables read; at least one
 * @param views named steps, each of which may use the sources and the views before it
 * @param sinks the outputs; at least one
 * @param deadLetters what becomes of records that cannot be processed
 * @param delivery the guarantee of the sinks
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobDefinition(
        String pipeline,
        KafkaCluster kafka,
        List<Source> sources,
        List<View> views,
        List<Sink> sinks,
        DeadLetters deadLetters,
        Delivery delivery) {

    public JobDefinition {
        sources = sources == null ? List.of() : List.copyOf(sources);
        views = views == null ? List.of() : List.copyOf(views);
        sinks = sinks == null ? List.of() : List.copyOf(sinks);
    }
}
