package dev.kafkaflink.job.format;

import java.io.Serializable;
import java.util.Arrays;
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

    /**
     * Of some of the columns those that are built, in the same rows.
     *
     * @param part their indices in the schema, ascending; in what is returned a column's index is its place here
     */
    public Projection within(int[] part) {
        int[] ofPart = IntStream.range(0, columns.length)
                .filter(i -> Arrays.binarySearch(part, columns[i]) >= 0)
                .toArray();
        return new Projection(
                arity,
                IntStream.of(ofPart)
                        .map(i -> Arrays.binarySearch(part, columns[i]))
                        .toArray(),
                IntStream.of(ofPart).map(i -> positions[i]).toArray());
    }

    /** Where a column stands in rows; -1 if it is not built. */
    public int positionOf(int column) {
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] == column) {
                return positions[i];
            }
        }
        return -1;
    }

    /** Rows with a place for each column, of which those that nobody uses stay null, unless their type forbids it. */
    public static Projection inPlace(RowType schema, Set<Integer> used) {
        int[] built = IntStream.range(0, schema.getFieldCount())
                .filter(i -> used.contains(i) || !schema.getTypeAt(i).isNullable())
                .toArray();
        return new Projection(schema.getFieldCount(), built, built);
    }
}
