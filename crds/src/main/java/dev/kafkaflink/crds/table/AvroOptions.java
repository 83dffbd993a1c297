package dev.kafkaflink.crds.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Options of the format Avro: where the schema of the records is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.schema) != has(self.registry)",
        message =
                "avro has exactly one of schema (records of plain Avro binary) and registry (records that begin with the"
                        + " id of their schema)")
public record AvroOptions(
        @Size(min = 1, max = 262144) @JsonPropertyDescription(
                        "An Avro schema as JSON. Each record is one value of it in Avro's binary encoding, without a"
                                + " header.")
                String schema,
        @JsonPropertyDescription(
                        "The registry of the schemas. Each record is in Confluent's wire format: a byte 0, the id of its"
                                + " schema in 4 bytes, and the value. A column is the field of its name in whichever schema the"
                                + " record was written with.")
                Registry registry) {}
