package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;

/** What Flink's processes are given. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ResourcesSpec(
        @JsonPropertyDescription("The job manager.") ProcessResources jobManager,
        @JsonPropertyDescription("Each task manager.") ProcessResources taskManager,
        @Min(1) @JsonPropertyDescription(
                        "Subtasks that one task manager runs. Default: as many as the parallelism, at most 4.")
                Integer slotsPerTaskManager) {

    /** Memory and processors of a process. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record ProcessResources(
            @Pattern("^[0-9]+(\\.[0-9]+)?(k|m|g|Ki|Mi|Gi|K|M|G|mb|gb|kb)?$") @JsonPropertyDescription("Memory of the whole process, such as 1600m or 2g.")
                    String memory,
            @JsonPropertyDescription("Number of processors, such as 0.5.") Double cpu) {}
}
