package dev.kafkaflink.operator.edge.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.operator.core.decide.Decision;
import dev.kafkaflink.operator.core.decide.Decisions;
import dev.kafkaflink.operator.core.decide.Refusal;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.status.Statuses;
import dev.kafkaflink.operator.edge.events.InternalEventSource;
import dev.kafkaflink.operator.edge.events.Watches;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A pass over a pipeline: what it does in which order, and what becomes of it when a step fails. */
class PipelineReconcilerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Refusal REFUSED = new Refusal(
            new Decision.ObjectKey("kafka.strimzi.io/v1", "KafkaTopic", "kafka", "in"),
            Refusal.Kind.NotDeleted,
            "the API server says: no");

    private final FakeSteps steps = new FakeSteps();
    private final Deciding decider = new Deciding();
    private final PipelineReconciler reconciler = new PipelineReconciler(
            new Watches(Set.of()), new InternalEventSource(), steps, decider, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aPassObservesThenDecidesThenActsThenReports() {
        var control = reconciler.reconcile(pipeline(), null);

        assertThat(steps.done()).containsExactly("refresh", "observe", "follow", "carry out", "report");
        assertThat(decider.observed).hasSize(1);
        assertThat(ready().getReason()).isEqualTo("KafkaNotFound");
        assertThat(control.isNoUpdate())
                .as("the status is written by the report")
                .isTrue();
        assertThat(control.getScheduleDelay()).contains(Duration.ofSeconds(10).toMillis());
    }

    @Test
    void aDecisionIsMadeFromTheStatusThatWasToldLast() {
        reconciler.reconcile(pipeline(), null);
        PipelineStatus first = steps.reported();

        reconciler.reconcile(pipeline(), null);

        assertThat(decider.observed.get(1).pipeline().getStatus()).isSameAs(first);
    }

    @Test
    void whatIsRefusedIsReportedInTheSamePass() {
        steps.refusing(REFUSED);

        reconciler.reconcile(pipeline(), null);

        assertThat(steps.reported().conditions())
                .extracting(Condition::getReason)
                .contains("TopicWriteRefused");
    }

    @Test
    void aPassThatCannotActDoesNotReport() {
        steps.failing(new KubernetesClientException("conflict", 409, null));

        assertThatThrownBy(() -> reconciler.reconcile(pipeline(), null)).isInstanceOf(KubernetesClientException.class);
        assertThat(steps.done()).doesNotContain("report");
    }

    @Test
    void aDeletedPipelineIsReleasedWhenNothingOfItIsLeft() {
        var control = reconciler.cleanup(deleted(), null);

        assertThat(control.isRemoveFinalizer()).isTrue();
        assertThat(steps.done()).containsExactly("refresh", "observe", "follow", "carry out", "report");
    }

    @Test
    void aDeletedPipelineStaysWhileSomethingCannotBeDeleted() {
        steps.refusing(REFUSED);

        var control = reconciler.cleanup(deleted(), null);

        assertThat(control.isRemoveFinalizer()).isFalse();
        assertThat(control.getScheduleDelay()).isPresent();
        assertThat(ready().getReason()).isEqualTo("TopicWriteRefused");
    }

    @Test
    void onlyAFailureThatComesBackIsTold() {
        reconciler.failed(pipeline(), 0, new IllegalStateException("once"));
        assertThat(steps.done()).isEmpty();

        reconciler.reconcile(pipeline(), null);
        String state = steps.reported().summary().state();
        reconciler.failed(pipeline(), 1, new IllegalStateException("again"));

        assertThat(ready().getStatus()).isEqualTo("Unknown");
        assertThat(ready().getReason()).isEqualTo("InternalError");
        assertThat(ready().getMessage()).isEqualTo("again");
        assertThat(steps.reported().summary().state())
                .as("what was known stays")
                .isEqualTo(state);
    }

    private Condition ready() {
        return steps.reported().conditions().get(0);
    }

    private static KafkaFlinkPipeline deleted() {
        KafkaFlinkPipeline pipeline = pipeline();
        pipeline.getMetadata().setDeletionTimestamp(NOW.toString());
        return pipeline;
    }

    private static KafkaFlinkPipeline pipeline() {
        return Serialization.unmarshal(
                """
                apiVersion: kafkaflink.dev/v1alpha1
                kind: KafkaFlinkPipeline
                metadata: {name: delays, namespace: lake, uid: uid, generation: 1}
                spec:
                  kafka: {clusterRef: {name: events, namespace: kafka}}
                  sources: [{name: a, topic: in, format: {type: Json}, columns: [{name: x, type: INT}]}]
                  sinks: [{name: b, query: SELECT x FROM a, kafka: {topic: out, format: {type: Json}}}]
                """,
                KafkaFlinkPipeline.class);
    }

    /** Decides as the operator does, and notes from what. */
    private static final class Deciding implements Decider {
        private final List<Observed> observed = new ArrayList<>();

        @Override
        public Decision decide(Observed world, Instant now) {
            observed.add(world);
            return Decisions.decide(world, now);
        }

        @Override
        public PipelineStatus failed(KafkaFlinkPipeline pipeline, String failure, Instant now) {
            return Statuses.internalError(pipeline.getStatus(), 1L, failure, now);
        }
    }
}
