package dev.kafkaflink.job.format;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.table.types.logical.RowType;

/**
 * What a decoder is made for.
 *
 * @param format the format's options
 * @param columns as they are declared; those that come from the bytes that are decoded, which may not be all of the table
 * @param type the columns' names and types, in the same order
 * @param projection which of them are built, and where they stand in the table's rows
 * @param primaryKey the names of the table's columns that name a row, which may come from elsewhere; empty: the table has no
 *     primary key. A format that tells of changes need not say what a row with one was before
 */
public record ColumnsToRead(
        Format format, List<Column> columns, RowType type, Projection projection, List<String> primaryKey) {
    public ColumnsToRead {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    /** Of a table without a primary key, or of a key. */
    public ColumnsToRead(Format format, List<Column> columns, RowType type, Projection projection) {
        this(format, columns, type, projection, List.of());
    }

    /** The same in another format, without the table's primary key. */
    public ColumnsToRead as(Format other) {
        return new ColumnsToRead(other, columns, type, projection);
    }

    /**
     * Some of them.
     *
     * @param indices their places in the list, ascending
     */
    public ColumnsToRead only(int[] indices) {
        return new ColumnsToRead(
                format,
                IntStream.of(indices).mapToObj(columns::get).toList(),
                new RowType(
                        IntStream.of(indices).mapToObj(type.getFields()::get).toList()),
                projection.within(indices),
                primaryKey);
    }
}
