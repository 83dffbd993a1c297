package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/** A topic that the pipeline owns. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!has(self.partitions) || !has(oldSelf.partitions) || self.partitions >= oldSelf.partitions",
        message = "Kafka cannot take partitions away from a topic; put the old number back, or use a new topic")
public record TopicSpec(
        @Required
                @Size(min = 1, max = 249) @Pattern("^[a-zA-Z0-9._-]+$") @JsonPropertyDescription("The topic's name in Kafka.")
                String name,
        @Min(1) @Max(1_000_000) @JsonPropertyDescription(
                        "Number of partitions; the cluster's default where it is left out. It can grow, not"
                                + " shrink.")
                Integer partitions,
        @Min(1) @Max(32767) @JsonPropertyDescription("Number of replicas; the cluster's default where it is left out.")
                Integer replicas,
        @JsonPropertyDescription("Kafka's settings of the topic, such as retention.ms; all values are strings.")
                Map<String, String> config,
        @JsonPropertyDescription(
                        "What becomes of the topic and its data when the pipeline is deleted or no longer lists"
                                + " it. Retain (default): it stays. Delete: it goes, data included, if the pipeline is known to"
                                + " have made it and no other pipeline uses it; otherwise it stays, and"
                                + " status.topics says why.")
                DeletionPolicy deletionPolicy) {

    public TopicSpec {
        config = config == null ? Map.of() : Map.copyOf(config);
    }

    /** What becomes of a topic with the pipeline. */
    public enum DeletionPolicy {
        Retain,
        Delete
    }
}
