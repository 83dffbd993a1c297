package dev.kafkaflink.cli.pipeline;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanReport;
import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.desired.Definitions;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.resolve.DerivedColumns;
import dev.kafkaflink.operator.core.resolve.JobSettings;
import java.util.List;

/**
 * A pipeline and what is wrong with it.
 *
 * @param document where it stands
 * @param observed what is known of the resource; null if its fields keep it from being one
 * @param plan what the planner says; null if what is wrong kept it from being asked
 * @param problems all that is wrong, as it stands in the file; empty: a cluster would run it
 */
public record CheckedPipeline(
        PipelineDocument document, Observed observed, PlanReport plan, List<FileProblem> problems) {

    public CheckedPipeline {
        problems = problems.stream().sorted(FileProblem.BY_PLACE).distinct().toList();
    }

    /** The resource; null if its fields keep it from being one. */
    public KafkaFlinkPipeline pipeline() {
        return observed == null ? null : observed.pipeline();
    }

    /** How its job runs, defaults filled in. */
    public JobSettings settings() {
        return JobSettings.of(pipeline(), observed.defaults());
    }

    /** What its job runs, wherever its Kafka is; of a pipeline that nothing is wrong with. */
    public JobDefinition definition() {
        return definition(FileObserved.NO_KAFKA);
    }

    /** What its job runs, beside the Kafka of that address; of a pipeline that nothing is wrong with. */
    public JobDefinition definition(String bootstrapServers) {
        return Definitions.of(pipeline(), observed.defaults(), bootstrapServers, DerivedColumns.bySource(observed));
    }
}
