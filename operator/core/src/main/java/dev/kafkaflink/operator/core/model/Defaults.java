package dev.kafkaflink.operator.core.model;

import java.time.Duration;
import java.util.Map;

/**
 * The operator's own configuration, as far as it shapes a pipeline.
 *
 * @param image container image of the job; empty: each pipeline names its own
 * @param serviceAccount of Flink's pods
 * @param checkpointDirectory folder below which each pipeline without one of its own gets
 *     {@code /NAMESPACE/NAME}; empty: each pipeline names its own
 * @param flinkConfiguration Flink settings of every pipeline, which a pipeline's own override
 * @param restUrl address of a job's REST interface and web UI; {@code {name}} and {@code {namespace}} stand for those of
 *     the pipeline
 * @param metricsInterval how often at most measured figures are written into a status
 * @param registryInterval how often schema registries are asked for newer columns of sources that list none
 */
public record Defaults(
        String image,
        String serviceAccount,
        String checkpointDirectory,
        Map<String, String> flinkConfiguration,
        String restUrl,
        Duration metricsInterval,
        Duration registryInterval) {

    public Defaults {
        flinkConfiguration = Map.copyOf(flinkConfiguration);
    }
}
