package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A named query. */
public record ViewSpec(
        @Required
                @Size(min = 1, max = 63) @Pattern("^[A-Za-z_][A-Za-z0-9_]*$") @JsonPropertyDescription("Its name in queries.")
                String name,
        @Required @Size(min = 1, max = 65536) @JsonPropertyDescription("A SELECT in Flink SQL.") String query) {}
