package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kafkaflink.crds.jobdef.Format;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** How bytes become a row, and a row bytes. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.type == 'Json' || (!has(self.maxNumberLength) && !has(self.maxDepth))",
        message = "maxNumberLength and maxDepth are options of the format Json")
public record FormatSpec(
        @Required
                @JsonPropertyDescription(
                        "Json: an object, a field a column. Raw: the value as it is, in one column of type"
                                + " BYTES or STRING (UTF-8).")
                Format.Type type,
        @Min(20) @Max(1_000_000) @JsonPropertyDescription(
                        "Json, of a source: the most characters of a number in a column of numbers; a record with a longer one is"
                                + " a dead letter, since the time to read a number grows with the square of its length."
                                + " Default: 1000.")
                Integer maxNumberLength,
        @Min(1) @Max(1_000_000) @JsonPropertyDescription(
                        "Json, of a source: the most objects and arrays within each other; a record that is deeper is a dead"
                                + " letter, since reading it takes memory. Default: 100000.")
                Integer maxDepth) {}
