package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** The Kafka user of the job: one made for it, or one brought along. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "has(self.authentication) != has(self.secretRef)",
        message = "give exactly one of authentication (a KafkaUser is created) and secretRef (a user that exists)")
public record KafkaUserSpec(
        @JsonPropertyDescription("Create a KafkaUser with just the rights that this pipeline needs, authenticated in"
                        + " this way.")
                Authentication authentication,
        @JsonPropertyDescription("A Secret in the pipeline's namespace with the keys of a Strimzi user's Secret.")
                SecretRef secretRef) {

    /** How a user proves who it is. */
    public enum Authentication {
        ScramSha512,
        Tls
    }

    /** A Secret in the pipeline's namespace. */
    public record SecretRef(@Required @JsonPropertyDescription("The name of the Secret.") String name) {}
}
