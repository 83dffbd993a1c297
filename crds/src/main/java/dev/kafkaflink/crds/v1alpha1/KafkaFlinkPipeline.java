package dev.kafkaflink.crds.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A streaming pipeline: the Kafka topics it reads, the Flink SQL it computes, and where the results go. */
@Group("kafkaflink.dev")
@Version("v1alpha1")
@Kind("KafkaFlinkPipeline")
@Singular("kafkaflinkpipeline")
@Plural("kafkaflinkpipelines")
@ShortNames("kfpipe")
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.summary.state", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "In/s",
        jsonPath = ".status.summary.recordsInPerSecond",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Out/s",
        jsonPath = ".status.summary.recordsOutPerSecond",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "P99",
        jsonPath = ".status.summary.latencyP99",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Acked",
        jsonPath = ".status.summary.acknowledged",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Dead",
        jsonPath = ".status.summary.deadLettered",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Lag", jsonPath = ".status.summary.lag", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "Message",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
public class KafkaFlinkPipeline extends CustomResource<PipelineSpec, PipelineStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;

    // Kubernetes' own status starts absent; a default object would be written back as an empty one.
    @Override
    protected PipelineStatus initStatus() {
        return null;
    }
}
