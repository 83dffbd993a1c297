package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A reference to a Strimzi Kafka. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "self == oldSelf",
        message = "a pipeline stays on its Kafka cluster, since its offsets mean nothing on another; create a new"
                + " pipeline for the other cluster")
public record ClusterRef(
        @Required @Size(min = 1, max = 63) @JsonPropertyDescription("The name of the Kafka resource.") String name,
        @Size(min = 1, max = 63) @JsonPropertyDescription("Its namespace; the pipeline's own where it is left out.")
                String namespace) {}
