package dev.kafkaflink.job.format.csv;

import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.TextReader;
import dev.kafkaflink.job.format.TextReaders;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericRowData;

/** Lines as rows. Each field must fit its column, whether it is built or not. */
final class CsvRows implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int NONE = -1;

    private final CsvSettings settings;
    private final int arity;
    private final String[] names;
    private final Map<String, Integer> indices = new HashMap<>();
    private final boolean[] nullable;
    private final TextReader[] readers;
    /** For each column its place in a row. */
    private final int[] positions;
    /** Where there is no header: the columns in their order. */
    private final int[] inOrder;

    CsvRows(ColumnsToRead columns, CsvSettings settings) {
        int count = columns.columns().size();
        this.settings = settings;
        arity = columns.projection().arity();
        names = columns.type().getFieldNames().toArray(String[]::new);
        nullable = new boolean[count];
        readers = new TextReader[count];
        positions = new int[count];
        inOrder = IntStream.range(0, count).toArray();
        for (int i = 0; i < count; i++) {
            indices.put(names[i], i);
            nullable[i] = columns.type().getTypeAt(i).isNullable();
            readers[i] = TextReaders.of(
                    columns.columns().get(i),
                    columns.type().getTypeAt(i),
                    columns.format().type());
            positions[i] = columns.projection().positionOf(i);
        }
    }

    /** The columns that the fields of a line are, where no header says it. */
    int[] inOrder() {
        return inOrder;
    }

    /**
     * The columns that the fields of the lines below a header are.
     *
     * @param scanner at the header's line
     * @return for each field its column, or none
     * @throws Mismatch if the header cannot be used
     */
    int[] readHeader(CsvScanner scanner) throws Mismatch {
        boolean[] named = new boolean[names.length];
        int[] fields = new int[names.length];
        int count = 0;
        while (scanner.nextField()) {
            if (count == fields.length) {
                fields = Arrays.copyOf(fields, 2 * count + 1);
            }
            Integer column = indices.get(new String(scanner.text(), scanner.offset(), scanner.length()));
            fields[count++] = column == null ? NONE : column;
            if (column != null) {
                if (named[column]) {
                    throw Mismatch.ofRecord("the header names column '" + names[column] + "' twice");
                }
                named[column] = true;
            }
        }
        for (int i = 0; i < named.length; i++) {
            if (!named[i] && !nullable[i]) {
                throw Mismatch.ofRecord("the header does not name column '" + names[i] + "', which must have a value");
            }
        }
        requireAny(named);
        return Arrays.copyOf(fields, count);
    }

    /** A line of data in its place, which would make rows of nothing but NULL. */
    private void requireAny(boolean[] named) throws Mismatch {
        for (boolean each : named) {
            if (each) {
                return;
            }
        }
        throw Mismatch.ofRecord("the first line names none of the columns, but it is the header by format.csv.header");
    }

    /**
     * The row of a line.
     *
     * @param scanner at the line
     * @param columns for each field its column, or none
     * @throws Mismatch if it is none
     */
    GenericRowData read(CsvScanner scanner, int[] columns) throws Mismatch {
        GenericRowData row = new GenericRowData(arity);
        Mismatch first = null;
        int count = 0;
        while (scanner.nextField()) {
            if (count < columns.length && columns[count] != NONE && first == null) {
                first = readField(columns[count], scanner, row);
            }
            count++;
        }
        // A delimiter too many or too few makes fields stand in the wrong columns: that is what is to be said.
        requireCount(count, columns.length);
        for (int i = count; i < columns.length && first == null; i++) {
            if (columns[i] != NONE && !nullable[columns[i]]) {
                first = missing(columns[i]);
            }
        }
        if (first != null) {
            throw first;
        }
        return row;
    }

    private void requireCount(int count, int expected) throws Mismatch {
        if (count > expected && !settings.extraAreIgnored() || count < expected && !settings.missingAreNull()) {
            throw Mismatch.ofRecord("has " + count + (count == 1 ? " field" : " fields") + ", expected " + expected
                    + (settings.header() ? " as in the header" : ", one for each column"));
        }
    }

    /** Answers what is wrong with a field; null: nothing. */
    private Mismatch readField(int column, CsvScanner scanner, GenericRowData row) {
        if (!scanner.isQuoted() && scanner.is(settings.nullLiteral())) {
            return nullable[column] ? null : missing(column);
        }
        try {
            if (positions[column] == NONE) {
                readers[column].check(scanner.text(), scanner.offset(), scanner.length());
            } else {
                row.setField(
                        positions[column], readers[column].read(scanner.text(), scanner.offset(), scanner.length()));
            }
            return null;
        } catch (Mismatch e) {
            return e.inField(names[column]);
        }
    }

    private Mismatch missing(int column) {
        return new Mismatch("is missing or null, but must have a value").inField(names[column]);
    }
}
