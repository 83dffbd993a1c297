package dev.kafkaflink.crds.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Columns that come from the keys of a source's records. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Key(
        @Required @JsonPropertyDescription("How a record's key becomes columns.") Format format,
        @Required
                @Size(min = 1, max = 64) @JsonPropertyDescription(
                        "The columns in it. They come first in the table, and their names differ from those of the value's"
                                + " columns.")
                List<Column> columns) {

    public Key {
        columns = columns == null ? List.of() : List.copyOf(columns);
    }
}
