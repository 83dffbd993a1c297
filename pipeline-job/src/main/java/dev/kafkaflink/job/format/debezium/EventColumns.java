package dev.kafkaflink.job.format.debezium;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.DebeziumJsonOptions;
import dev.kafkaflink.job.format.ColumnsToRead;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The columns of a table by where in an event they come from.
 *
 * @param row those of the row as it is after a change
 * @param old those that are read of the row as it was before
 * @param around those that stand around the rows
 * @param ops those that hold what was done
 */
record EventColumns(ColumnsToRead row, ColumnsToRead old, ColumnsToRead around, ColumnsToRead ops) {
    private static final String PATH_OF_OP = "/op";

    static EventColumns of(ColumnsToRead columns) {
        ColumnsToRead row = only(columns, column -> !DebeziumJsonOptions.isOfEnvelope(column));
        // In a table with a primary key nothing of the old row counts but the key; often there is nothing else.
        ColumnsToRead old = columns.primaryKey().isEmpty()
                ? row
                : only(row, column -> columns.primaryKey().contains(column.name()));
        return new EventColumns(
                row,
                old,
                only(columns, column -> DebeziumJsonOptions.isOfEnvelope(column) && !isOp(column)),
                only(columns, EventColumns::isOp));
    }

    /** Whether a column holds what was done. */
    static boolean isOp(Column column) {
        return PATH_OF_OP.equals(column.path());
    }

    private static ColumnsToRead only(ColumnsToRead columns, Predicate<Column> isIn) {
        return columns.only(IntStream.range(0, columns.columns().size())
                .filter(i -> isIn.test(columns.columns().get(i)))
                .toArray());
    }
}
