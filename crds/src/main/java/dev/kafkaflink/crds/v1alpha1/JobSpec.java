package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/** How the Flink job runs. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record JobSpec(
        @Min(1) @Max(32768) @JsonPropertyDescription("Number of parallel subtasks. Default 1.") Integer parallelism,
        @JsonPropertyDescription("How the job keeps its progress.") CheckpointSpec checkpoints,
        @JsonPropertyDescription("How a running job goes over to a changed specification. Savepoint (default): it stops"
                        + " with a savepoint and goes on from it. LastState: it goes on from its last checkpoint. Stateless: it"
                        + " begins anew.")
                UpgradeMode upgrade,
        @JsonPropertyDescription("What Flink's processes are given.") ResourcesSpec resources,
        @Size(min = 1, max = 512) @JsonPropertyDescription("The container image of the job; the operator's default where it is left out.")
                String image,
        @Size(min = 1, max = 63) @JsonPropertyDescription(
                        "The ServiceAccount of Flink's pods; the operator's default where it is left out.")
                String serviceAccount,
        @JsonPropertyDescription(
                        "Further Flink settings. Those that this operator or the Flink operator owns are" + " refused.")
                Map<String, String> flinkConfiguration,
        // An API server takes numbers that no long holds.
        @Min(-9e18) @Max(9e18) @JsonPropertyDescription(
                        "Another number than before restarts the job, which then takes over whatever has changed"
                                + " of the operator's defaults and the brokers' addresses; status.job.outdated has it.")
                Long restartNonce) {

    public JobSpec {
        flinkConfiguration = flinkConfiguration == null ? Map.of() : Map.copyOf(flinkConfiguration);
    }

    /** How a running job goes over to a changed specification. */
    public enum UpgradeMode {
        Savepoint,
        LastState,
        Stateless
    }
}
