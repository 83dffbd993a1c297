package dev.kafkaflink.operator.core.decide;

import dev.kafkaflink.crds.jobdef.PlanRequest;
import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.KafkaLook;
import dev.kafkaflink.operator.core.model.SchemaLook;
import dev.kafkaflink.operator.core.status.Requeue;
import dev.kafkaflink.operator.core.status.Statuses;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that is to be done after a look at a pipeline.
 *
 * @param findings what is not as it should be
 * @param toPlan a request that no verdict is known of; null: none. It is planned aside, and the pipeline is looked at
 *     again when the verdict is there
 * @param toAsk what Kafka is to be asked, aside like a plan; null: nothing
 * @param schemasToAsk what schema registries are to be asked, likewise, by source
 * @param apply objects to apply, whole, in this order, by server-side apply with force under
 *     {@link dev.kafkaflink.operator.core.naming.Labels#FIELD_MANAGER}. One that is already as it should be stands here
 *     too: applying it changes nothing
 * @param delete objects to delete, after that, if they are still as they were observed; background propagation
 * @param released whether the pipeline is being deleted and nothing of it is left: its finalizer may go
 * @param status the pipeline's whole new status, to be written if it is not equal to the old one
 * @param requeueAfter when to look again although nothing has changed; null: only a change can help
 */
public record Decision(
        List<Finding> findings,
        PlanRequest toPlan,
        KafkaLook.Question toAsk,
        Map<String, SchemaLook.Question> schemasToAsk,
        List<HasMetadata> apply,
        List<Removal> delete,
        boolean released,
        PipelineStatus status,
        Duration requeueAfter) {

    public Decision {
        findings = List.copyOf(findings);
        schemasToAsk = Map.copyOf(schemasToAsk);
        apply = List.copyOf(apply);
        delete = List.copyOf(delete);
    }

    /**
     * An object to delete.
     *
     * @param resourceVersion of the object that the decision was made about; empty: of any that the operator knows by then
     */
    public record Removal(ObjectKey key, String resourceVersion) {}

    /** The same decision, of which some objects could not be written: its status says so. */
    public Decision refused(List<Refusal> refusals, KafkaFlinkPipeline pipeline, Instant now) {
        if (refusals.isEmpty()) {
            return this;
        }
        List<Finding> all = Refusal.findings(this, refusals, Deletion.isOverdue(pipeline, now));
        return new Decision(
                all,
                toPlan,
                toAsk,
                schemasToAsk,
                apply,
                delete,
                false,
                Statuses.amended(pipeline.getStatus(), status, all, now),
                Requeue.sooner(requeueAfter, all));
    }

    /** An object on the API server. */
    public record ObjectKey(String apiVersion, String kind, String namespace, String name) {}
}
