package dev.kafkaflink.job.format;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import java.util.List;
import org.apache.flink.table.types.logical.RowType;

/**
 * What a decoder is made for.
 *
 * @param format the format's options
 * @param columns as they are declared; those that come from the bytes that are decoded, which may not be all of the table
 * @param type the columns' names and types, in the same order
 * @param projection which of them are built, and where they stand in the table's rows
 */
public record ColumnsToRead(Format format, List<Column> columns, RowType type, Projection projection) {
    public ColumnsToRead {
        columns = List.copyOf(columns);
    }
}
