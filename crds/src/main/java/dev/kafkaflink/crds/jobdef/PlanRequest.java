package dev.kafkaflink.crds.jobdef;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * What the planner is asked: whether a job can run so. The answer is a {@link PlanReport}.
 *
 * @param definition what the job computes
 * @param flinkConfiguration all Flink settings that it would get, the memory of its processes included; empty: only the
 *     definition is asked about
 * @param checkpointDirectory the folder of its checkpoints, as a URI; absent: only the definition is asked about
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlanRequest(
        JobDefinition definition,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> flinkConfiguration,
        String checkpointDirectory) {

    public PlanRequest {
        flinkConfiguration = flinkConfiguration == null ? Map.of() : Map.copyOf(flinkConfiguration);
    }

    /** A request that asks about the definition alone, such as one that runs already. */
    public static PlanRequest of(JobDefinition definition) {
        return new PlanRequest(definition, Map.of(), null);
    }

    /** What the answer is known by: the definition's own hash if nothing else is asked about. */
    public String hash() {
        return equals(of(definition)) ? DefinitionJson.hash(definition) : DefinitionJson.hash(this);
    }
}
