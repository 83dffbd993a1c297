package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import java.util.Map;

/** A lake table that a sink writes. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TableSinkSpec(
        @Required @JsonPropertyDescription("The catalog's properties, such as type, uri and warehouse.")
                Map<String, String> catalog,
        @Required @JsonPropertyDescription("DATABASE.TABLE; created where it does not exist.") String table,
        @JsonPropertyDescription("Columns by which the table is partitioned.") List<String> partitionBy,
        @JsonPropertyDescription("Properties of the table where it is created.") Map<String, String> properties) {

    public TableSinkSpec {
        catalog = catalog == null ? Map.of() : Map.copyOf(catalog);
        partitionBy = partitionBy == null ? List.of() : List.copyOf(partitionBy);
        properties = properties == null ? Map.of() : Map.copyOf(properties);
    }
}
