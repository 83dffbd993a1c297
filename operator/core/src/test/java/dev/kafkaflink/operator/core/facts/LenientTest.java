package dev.kafkaflink.operator.core.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.KafkaFacts;
import dev.kafkaflink.operator.core.model.TopicFacts;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Others' resources may look like anything. */
class LenientTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{spec: null, status: null}",
                "{spec: text, status: 7}",
                "{spec: [], status: [1]}",
                "{spec: {job: [], kafka: 3, topicName: {}}, status: {conditions: {}, error: [], jobStatus: 1}}",
                "{spec: {job: {args: [--definition-hash]}}, status: {conditions: [null, 3, {type: Ready}], listeners: [1]}}",
                "{status: {observedGeneration: many, jobStatus: {startTime: soon}, error: '{\"message\": 3'}}",
                "{status: {error: '{}', reconciliationStatus: {lastReconciledSpec: '{\"spec\": []}'}}}"
            })
    void anythingIsRead(String body) {
        GenericKubernetesResource resource =
                resource("---\n{apiVersion: a/v1, kind: B, metadata: {name: x, namespace: y}, " + body.substring(1));

        assertThat(FlinkDeployments.read(resource, "uid").well()).isFalse();
        assertThat(KafkaTopics.read(resource).health()).isEqualTo(TopicFacts.Health.UNKNOWN);
        assertThat(Kafkas.read(resource).ready()).isFalse();
    }

    @Test
    void aDeploymentOfANewerOperatorIsRead() {
        DeploymentFacts facts = FlinkDeployments.read(
                resource(
                        """
                        apiVersion: a/v1
                        kind: B
                        metadata:
                          name: delays
                          generation: 4
                          creationTimestamp: "2026-11-22T11:00:00Z"
                          ownerReferences: [{uid: uid}]
                          managedFields:
                          - {manager: kafkaflink, time: "2026-11-22T11:30:00Z"}
                          - {manager: flink, time: "2026-11-22T11:59:00Z", subresource: status}
                        spec:
                          flinkVersion: v2_4
                          flinkConfiguration: {nested: {key: value}}
                          job: {state: suspended, args: [run, --definition-hash, abc], savepointRedeployNonce: 3}
                        status:
                          lifecycleState: NEW_STATE
                          observedGeneration: 3
                          error: '{"type":"a.b.UpgradeFailureException","message":"Savepoint Error","throwableList":[{"message":"java.util.concurrent.CompletionException: a.b.CheckpointException: Disk full.\\nMore"}]}'
                          jobStatus: {jobId: f00, state: RUNNING, startTime: "1795347980000", upgradeSavepointPath: KUBERNETES_OPERATOR_LAST_STATE}
                          reconciliationStatus: {reconciliationTimestamp: 1795347970000, lastReconciledSpec: '{"spec":{"job":{"args":["--definition-hash","old"]}}}'}
                        """),
                "uid");

        assertThat(facts.ours()).isTrue();
        assertThat(facts.suspended()).isTrue();
        assertThat(facts.spec().revision().definition()).isEqualTo("abc");
        assertThat(facts.status().reconciled().revision().definition()).isEqualTo("old");
        assertThat(facts.spec().redeployNonce()).isEqualTo(3);
        assertThat(facts.times().changed()).isEqualTo(Instant.parse("2026-11-22T11:30:00Z"));
        assertThat(facts.startTime()).isEqualTo(Instant.ofEpochMilli(1795347980000L));
        assertThat(facts.savepoint()).isEmpty();
        assertThat(facts.error()).isEqualTo("Savepoint Error: Disk full. More");
        assertThat(facts.errorType()).isEqualTo("UpgradeFailureException");
    }

    @Test
    void aKafkasListenersAreJoined() {
        KafkaFacts facts = Kafkas.read(
                resource(
                        """
                        apiVersion: a/v1
                        kind: B
                        metadata: {name: events, namespace: kafka}
                        spec: {kafka: {listeners: [{name: plain, tls: false}, {name: tls, tls: true, authentication: {type: tls}}]}}
                        status:
                          conditions: [{type: Ready, status: "True"}]
                          listeners: [{name: tls, bootstrapServers: "h:9093", certificates: [PEM]}, {name: gone, bootstrapServers: "x:1"}]
                        """));

        assertThat(facts.ready()).isTrue();
        assertThat(facts.listeners())
                .containsExactly(
                        new KafkaFacts.Listener("plain", "", false, "", List.of()),
                        new KafkaFacts.Listener("tls", "h:9093", true, "tls", List.of("PEM")));
    }

    private static GenericKubernetesResource resource(String yaml) {
        return Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    }
}
