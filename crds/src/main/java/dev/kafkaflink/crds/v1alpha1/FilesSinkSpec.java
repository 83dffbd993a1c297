package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/** Files that a sink writes. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FilesSinkSpec(
        @Required @JsonPropertyDescription("The folder, such as s3://lake/delays.") String path,
        @Required @JsonPropertyDescription("How rows become a file.") FileFormat format,
        @JsonPropertyDescription("Columns that become folders.") List<String> partitionBy) {

    public FilesSinkSpec {
        partitionBy = partitionBy == null ? List.of() : List.copyOf(partitionBy);
    }

    /** Encodings of files. */
    public enum FileFormat {
        Parquet,
        Orc,
        Json,
        Csv
    }
}
