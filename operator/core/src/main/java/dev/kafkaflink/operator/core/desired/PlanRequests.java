package dev.kafkaflink.operator.core.desired;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanRequest;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.resolve.JobSettings;
import dev.kafkaflink.operator.core.resolve.MaxParallelism;
import java.util.SortedMap;

/** What the planner is asked before a pipeline's job is touched. */
public final class PlanRequests {
    private PlanRequests() {}

    /**
     * Whether the job can run with all that it would be given.
     *
     * @param definition of a pipeline whose specification is in order
     */
    public static PlanRequest of(Observed observed, JobDefinition definition) {
        JobSettings settings = JobSettings.of(observed.pipeline(), observed.defaults());
        SortedMap<String, String> flink = FlinkSettings.of(settings, MaxParallelism.of(observed));
        // The Flink operator sets these, from the resources that it is given.
        flink.put("jobmanager.memory.process.size", settings.jobManager().mebibytes() + "m");
        flink.put("taskmanager.memory.process.size", settings.taskManager().mebibytes() + "m");
        flink.put("parallelism.default", String.valueOf(settings.parallelism()));
        return new PlanRequest(definition, flink, settings.directory());
    }
}
