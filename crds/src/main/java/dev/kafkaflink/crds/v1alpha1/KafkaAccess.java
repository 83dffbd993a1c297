package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.ValidationRule;

/** Which Kafka, and how it is reached. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "has(self.clusterRef) != has(self.bootstrapServers)",
        message = "name the cluster by exactly one of clusterRef (a Strimzi Kafka) and bootstrapServers (any other)")
@ValidationRule(
        value = "!has(self.listener) || has(self.clusterRef)",
        message = "listener names a listener of clusterRef; with bootstrapServers the address says it already")
public record KafkaAccess(
        @JsonPropertyDescription("A Kafka resource of Strimzi: addresses, certificates and the namespace of the topics"
                        + " are found there. It cannot be changed: offsets mean nothing on another cluster.")
                ClusterRef clusterRef,
        @Pattern("^[^\\s,:]+:[0-9]{1,5}(,[^\\s,:]+:[0-9]{1,5})*$") @JsonPropertyDescription(
                        "HOST:PORT, several separated by commas: a Kafka that Strimzi does not run. Another address of the same"
                                + " cluster is no change; another cluster is refused, as what the job keeps means nothing there, unless"
                                + " job.upgrade is Stateless.")
                String bootstrapServers,
        @JsonPropertyDescription("The listener of clusterRef to use. Without it: the only one that there is, or the"
                        + " only one that needs no user.")
                String listener,
        @JsonPropertyDescription("The Kafka user of the job.") KafkaUserSpec user) {}
