package dev.kafkaflink.operator.edge.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.operator.core.decide.Decision;
import dev.kafkaflink.operator.core.decide.Decision.ObjectKey;
import dev.kafkaflink.operator.core.decide.Decision.Removal;
import dev.kafkaflink.operator.core.decide.Refusal;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.naming.Labels;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApplierTest {
    private static final HasMetadata TOPIC = resource("kafka.strimzi.io/v1", "KafkaTopic", "flights", "delays");
    private static final HasMetadata DEFINITION = new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace("lake")
            .withName("delays-definition-1a2b")
            .withLabels(Labels.of("lake", "delays"))
            .endMetadata()
            .build();
    private static final HasMetadata DEPLOYMENT =
            resource("flink.apache.org/v1beta1", "FlinkDeployment", "delays", "delays");

    private final FakeObjects objects = new FakeObjects();
    private final Applier applier = new Applier(objects);

    @Test
    void whatIsAsDesiredCostsNoRequest() {
        assertThat(applier.carryOut(applying(TOPIC, DEFINITION, DEPLOYMENT))).isEmpty();
        assertThat(objects.requests())
                .containsExactly(
                        "apply KafkaTopic flights",
                        "create ConfigMap delays-definition-1a2b",
                        "apply FlinkDeployment delays");

        applier.carryOut(applying(TOPIC, DEFINITION, DEPLOYMENT));

        assertThat(objects.requests()).hasSize(3);
        applier.forget(new PipelineKey("lake", "delays"));
        applier.carryOut(applying(TOPIC));
        assertThat(objects.requests()).as("after it was forgotten").hasSize(4);
    }

    @Test
    void aRefusedTopicHoldsNothingElseUp() {
        objects.refusing("KafkaTopic", 403, "admission webhook \"topics.example\" denied the request: no");

        assertThat(applier.carryOut(applying(TOPIC, DEFINITION, DEPLOYMENT)))
                .singleElement()
                .extracting(refusal -> refusal.finding(false))
                .satisfies(finding -> {
                    assertThat(finding.reason()).isEqualTo(Reason.TopicWriteRefused);
                    assertThat(finding.message())
                            .isEqualTo("KafkaTopic 'lake/flights' cannot be applied: the API server says: admission"
                                    + " webhook \"topics.example\" denied the request: no; it is tried again");
                });
        assertThat(objects.requests()).contains("apply FlinkDeployment delays");
    }

    @Test
    void aJobIsNotGivenADefinitionThatIsNotThere() {
        objects.refusing("ConfigMap", 403, "exceeded quota: maps");

        assertThat(applier.carryOut(applying(TOPIC, DEFINITION, DEPLOYMENT)))
                .singleElement()
                .satisfies(
                        refusal -> assertThat(refusal.finding(false).reason()).isEqualTo(Reason.JobWriteRefused));
        assertThat(objects.requests()).doesNotContain("apply FlinkDeployment delays");
    }

    @Test
    void anObjectOfSomebodyElseIsLeftAlone() {
        objects.storedOnly(resource("flink.apache.org/v1beta1", "FlinkDeployment", "delays", "another"));

        assertThat(applier.carryOut(applying(DEPLOYMENT))).singleElement().satisfies(refusal -> assertThat(
                        refusal.finding(false).reason())
                .isEqualTo(Reason.DeploymentNotOurs));
        assertThat(objects.requests()).isEmpty();
    }

    @Test
    void aConflictAndAnApiServerThatIsGoneAreTriedAgainAsAWhole() {
        objects.refusing("KafkaTopic", 409, "try again");
        assertThatThrownBy(() -> applier.carryOut(applying(TOPIC))).isInstanceOf(KubernetesClientException.class);

        objects.refusing("KafkaTopic", 0, "connection refused");
        assertThatThrownBy(() -> applier.carryOut(applying(TOPIC))).isInstanceOf(KubernetesClientException.class);
    }

    @Test
    void aRefusedDeletionIsToldAndTheOthersGoOn() {
        applier.carryOut(applying(TOPIC, DEFINITION));
        objects.refusing("KafkaTopic", 403, "no");

        List<Refusal> refusals = applier.carryOut(deleting(TOPIC, DEFINITION));

        assertThat(refusals).singleElement().satisfies(refusal -> assertThat(
                        refusal.finding(false).message())
                .contains("cannot be deleted", "no"));
        assertThat(objects.requests()).endsWith("delete KafkaTopic flights", "delete ConfigMap delays-definition-1a2b");
        applier.carryOut(deleting(DEFINITION));
        assertThat(objects.requests()).as("it is gone").hasSize(4);
    }

    @Test
    void whatHasChangedSinceItWasDecidedAboutIsNotDeleted() {
        applier.carryOut(applying(TOPIC));
        var old = new Removal(new ObjectKey("kafka.strimzi.io/v1", "KafkaTopic", "lake", "flights"), "0");

        assertThat(applier.carryOut(
                        new Decision(List.of(), null, null, Map.of(), List.of(), List.of(old), false, null, null)))
                .isEmpty();
        assertThat(objects.cached(old.key())).isNotNull();
    }

    private static Decision applying(HasMetadata... objects) {
        return new Decision(List.of(), null, null, Map.of(), List.of(objects), List.of(), false, null, null);
    }

    private static Decision deleting(HasMetadata... objects) {
        List<Removal> removals = List.of(objects).stream()
                .map(object -> new Removal(
                        new ObjectKey(
                                object.getApiVersion(),
                                object.getKind(),
                                object.getMetadata().getNamespace(),
                                object.getMetadata().getName()),
                        ""))
                .toList();
        return new Decision(List.of(), null, null, Map.of(), List.of(), removals, false, null, null);
    }

    private static HasMetadata resource(String apiVersion, String kind, String name, String pipeline) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(apiVersion)
                .withKind(kind)
                .withNewMetadata()
                .withNamespace("lake")
                .withName(name)
                .withLabels(Labels.of("lake", pipeline))
                .endMetadata()
                .addToAdditionalProperties("spec", Map.of("name", name))
                .build();
    }
}
