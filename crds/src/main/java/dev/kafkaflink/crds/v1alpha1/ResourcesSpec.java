package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.ValidationRule;

/** What Flink's processes are given. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ResourcesSpec(
        @JsonPropertyDescription("The job manager.") ProcessResources jobManager,
        @JsonPropertyDescription("Each task manager.") ProcessResources taskManager,
        @Min(1) @Max(32768) @JsonPropertyDescription(
                        "Subtasks that one task manager runs. Default: as many as the parallelism, at most 4.")
                Integer slotsPerTaskManager) {

    // A minimum below 1 is no limit for whole numbers: the API server cuts its fraction off.
    /** Memory and processors of a process. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @ValidationRule(value = "!has(self.cpu) || self.cpu >= 0.01", message = "cpu: a process needs at least 0.01")
    public record ProcessResources(
            @Pattern("^[0-9]+(\\.[0-9]+)?(k|m|g|Ki|Mi|Gi|K|M|G|mb|gb|kb)?$") @JsonPropertyDescription("Memory of the whole process, such as 1600m or 2g.")
                    String memory,
            @JsonPropertyDescription("Number of processors, such as 0.5; at least 0.01.") Double cpu) {}
}
