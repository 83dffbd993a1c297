package dev.kafkaflink.job.format;

import java.io.Serializable;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.table.types.logical.RowType;

/**
 * Which columns are built, and where they stand in rows.
 *
 * @param arity the number of fields of a row
 * @param columns the indices in the schema of the columns to build
 * @param positions for each of them its place in the row; places of no column stay null
 */
public record Projection(int arity, int[] columns, int[] positions) implements Serializable {
    /**
     * Rows of just these columns.
     *
     * @param columns their indices in the schema, in the rows' order
     */
    public static Projection of(int[] columns) {
        return new Projection(
                columns.length, columns, IntStream.range(0, columns.length).toArray());
    }

    /** Rows of all columns. */
    public static Projection all(RowType schema) {
        return of(IntStream.range(0, schema.getFieldCount()).toArray());
    }

    /** Rows with a place for each column, of which those that nobody uses stay null, unless their type forbids it. */
    public static Projection inPlace(RowType schema, Set<Integer> used) {
        int[] built = IntStream.range(0, schema.getFieldCount())
                .filter(i -> used.contains(i) || !schema.getTypeAt(i).isNullable())
                .toArray();
        return new Projection(schema.getFieldCount(), built, built);
    }
}
