package dev.kafkaflink.job.format.csv;

import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.Encoding;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.RowEncoder;
import dev.kafkaflink.job.format.TextWriter;
import dev.kafkaflink.job.format.TextWriters;
import java.nio.charset.StandardCharsets;
import org.apache.flink.table.data.RowData;

/** Rows to lines without a line break at their end. Quotes stand only around what would be read as something else. */
final class CsvEncoder implements RowEncoder {
    private static final long serialVersionUID = 1L;

    private final CsvSettings settings;
    private final String[] names;
    private final RowData.FieldGetter[] getters;
    private final TextWriter[] writers;
    private transient StringBuilder line;
    private transient StringBuilder field;

    CsvEncoder(ColumnsToWrite columns) {
        settings = CsvSettings.of(columns.format());
        names = columns.names().toArray(String[]::new);
        getters = new RowData.FieldGetter[names.length];
        writers = new TextWriter[names.length];
        int[] indices = columns.indices();
        for (int i = 0; i < names.length; i++) {
            getters[i] = RowData.createFieldGetter(columns.type().getTypeAt(indices[i]), indices[i]);
            writers[i] = TextWriters.of(
                    columns.type().getTypeAt(indices[i]),
                    columns.format().type().name());
        }
    }

    @Override
    public void open() {
        line = new StringBuilder();
        field = new StringBuilder();
    }

    @Override
    public Encoding encode(RowData row) {
        line.setLength(0);
        for (int i = 0; i < names.length; i++) {
            if (i > 0) {
                line.append(settings.delimiter());
            }
            Object value = getters[i].getFieldOrNull(row);
            if (value == null) {
                line.append(settings.nullLiteral());
                continue;
            }
            field.setLength(0);
            try {
                writers[i].write(field, value);
            } catch (Mismatch e) {
                return Encoding.rejected(e.inField(names[i]).getMessage());
            }
            appendField();
        }
        if (line.isEmpty()) {
            // The NULL of a table of one column: without a line break there would be no line.
            line.append('\n');
        }
        return Encoding.of(line.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void appendField() {
        if (needsQuotes()) {
            line.append(settings.quote());
            for (int i = 0; i < field.length(); i++) {
                char c = field.charAt(i);
                line.append(c);
                if (c == settings.quote()) {
                    line.append(c);
                }
            }
            line.append(settings.quote());
        } else {
            line.append(field);
        }
    }

    private boolean needsQuotes() {
        return settings.nullLiteral().contentEquals(field)
                // It would be read as no line at all.
                || field.isEmpty() && names.length == 1
                || line.isEmpty() && !field.isEmpty() && field.charAt(0) == CsvFormat.BYTE_ORDER_MARK
                || settings.needsQuotes(field);
    }
}
