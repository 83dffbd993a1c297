package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kafkaflink.crds.table.Format;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;

/** A topic that a sink writes. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record KafkaSinkSpec(
        @Required
                @Size(min = 1, max = 249) @Pattern("^[a-zA-Z0-9._-]+$") @JsonPropertyDescription("The topic to write.")
                String topic,
        @Size(max = 64) @JsonPropertyDescription(
                        "The query's columns that make up the record's key; rows with equal keys go to one"
                                + " partition. Without it records have no key, or the sink's primaryKey as their key.")
                List<String> key,
        @Required @JsonPropertyDescription("How a row becomes the record's value.") Format format,
        @JsonPropertyDescription("How the key's columns become the record's key. Default: the format of the value.")
                Format keyFormat,
        @Size(max = 64) @JsonPropertyDescription(
                        "Names of headers, and for each the query's column (STRING or BYTES) that becomes it. The column is no part"
                                + " of the value; NULL: no such header.")
                Map<String, String> headers,
        @Size(min = 1, max = 255) @JsonPropertyDescription(
                        "The query's column (TIMESTAMP or TIMESTAMP_LTZ) that becomes the record's timestamp; it is no part"
                                + " of the value. Mind that Kafka deletes records by it. Without it Kafka sets the time of"
                                + " writing.")
                String timestamp) {

    public KafkaSinkSpec {
        key = key == null ? List.of() : List.copyOf(key);
        headers = headers == null ? Map.of() : Map.copyOf(headers);
    }

    /** One whose records have no headers. */
    public KafkaSinkSpec(String topic, List<String> key, Format format) {
        this(topic, key, format, null, null, null);
    }
}
