package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/** A database table that a sink writes. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record JdbcSinkSpec(
        @Required @JsonPropertyDescription("The JDBC URL.") String url,
        @Required @JsonPropertyDescription("The table.") String table,
        @JsonPropertyDescription("Columns of its primary key; with them rows are upserted.") List<String> key,
        @JsonPropertyDescription("A Secret with the keys username and password.") KafkaUserSpec.SecretRef secretRef) {

    public JdbcSinkSpec {
        key = key == null ? List.of() : List.copyOf(key);
    }
}
