package dev.kafkaflink.job.format;

import dev.kafkaflink.crds.table.Format;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.table.types.logical.RowType;

/**
 * What an encoder is made for.
 *
 * @param format the format's options
 * @param type the rows' columns
 * @param names the names of those that are written, in their order; at least one
 * @param topic to which they are written
 * @param key whether they are records' keys, not their values
 */
public record ColumnsToWrite(Format format, RowType type, List<String> names, String topic, boolean key) {
    public ColumnsToWrite {
        names = List.copyOf(names);
    }

    /** Columns that are written, whichever topic to. */
    public ColumnsToWrite(Format format, RowType type, List<String> names) {
        this(format, type, names, "", false);
    }

    /** The columns that are written. */
    public RowType written() {
        return new RowType(
                IntStream.of(indices()).mapToObj(type.getFields()::get).toList());
    }

    /** Where the columns that are written stand in a row. */
    public int[] indices() {
        return names.stream().mapToInt(type::getFieldIndex).toArray();
    }
}
