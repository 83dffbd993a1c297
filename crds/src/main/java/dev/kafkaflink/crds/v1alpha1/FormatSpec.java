package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kafkaflink.crds.jobdef.Format;
import io.fabric8.generator.annotation.Required;

/** How bytes become a row, and a row bytes. */
public record FormatSpec(
        @Required
                @JsonPropertyDescription(
                        "Json: an object, a field a column. Raw: the value as it is, in one column of type"
                                + " BYTES or STRING (UTF-8).")
                Format.Type type) {}
