package dev.kafkaflink.job.format;

import dev.kafkaflink.crds.table.Format;
import java.util.List;
import org.apache.flink.table.types.logical.RowType;

/**
 * What an encoder is made for.
 *
 * @param format the format's options
 * @param type the rows' columns
 * @param names the names of those that are written, in their order; at least one
 */
public record ColumnsToWrite(Format format, RowType type, List<String> names) {
    public ColumnsToWrite {
        names = List.copyOf(names);
    }

    /** Where the columns that are written stand in a row. */
    public int[] indices() {
        return names.stream().mapToInt(type::getFieldIndex).toArray();
    }
}
