package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A column of a source. */
public record ColumnSpec(
        @Required
                @Size(min = 1, max = 255) @JsonPropertyDescription("The column's name, which is also the field's name in the format.")
                String name,
        @Required
                @Size(min = 1, max = 4096) @JsonPropertyDescription("Its Flink SQL type, such as STRING, BIGINT NOT NULL, TIMESTAMP_LTZ(3) or"
                        + " ROW<a INT, b ARRAY<STRING>>.")
                String type) {}
