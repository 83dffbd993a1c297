package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** A topic that a sink writes. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record KafkaSinkSpec(
        @Required
                @Size(min = 1, max = 249) @Pattern("^[a-zA-Z0-9._-]+$") @JsonPropertyDescription("The topic to write.")
                String topic,
        @Size(max = 64) @JsonPropertyDescription(
                        "The query's columns that make up the record's key; rows with equal keys go to one"
                                + " partition. Without it records have no key.")
                List<String> key,
        @Required @JsonPropertyDescription("How a row becomes the record's value.") FormatSpec format) {

    public KafkaSinkSpec {
        key = key == null ? List.of() : List.copyOf(key);
    }
}
