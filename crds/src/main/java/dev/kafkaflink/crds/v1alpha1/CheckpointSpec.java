package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/** How the job keeps its progress. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CheckpointSpec(
        @Size(min = 2, max = 20) @Pattern(Durations.PATTERN) @JsonPropertyDescription(
                        "Time between checkpoints, and with delivery ExactlyOnce between the moments when"
                                + " results appear. Default 30s.")
                String interval,
        @Size(min = 1, max = 1024) @Pattern("^[a-z][a-z0-9+.-]*:/.*$") @JsonPropertyDescription(
                        "A folder that all Flink processes reach, such as s3://lake/checkpoints; checkpoints,"
                                + " savepoints and high-availability data lie below it. The operator's default where it is left out.")
                String directory,
        @Size(min = 2, max = 20) @Pattern(Durations.PATTERN) @JsonPropertyDescription(
                        "With delivery ExactlyOnce: after how long Kafka aborts a transaction that is not committed. Results"
                                + " that were not committed are lost if the job is down for longer. At most the brokers'"
                                + " transaction.max.timeout.ms, and at least one and a half times the interval. Default 15m.")
                String transactionTimeout) {

    /** The time between checkpoints where none is named. */
    public static final String DEFAULT_INTERVAL = "30s";
}
