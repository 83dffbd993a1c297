package dev.kafkaflink.crds.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Options of the format DebeziumAvro: where the schemas of the records are. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DebeziumAvroOptions(
        @Required
                @JsonPropertyDescription(
                        "The registry of the schemas. Each record is in Confluent's wire format: a byte 0, the id of its"
                                + " schema in 4 bytes, and the event. Subjects do not matter, since a record names its schema.")
                Registry registry) {}
