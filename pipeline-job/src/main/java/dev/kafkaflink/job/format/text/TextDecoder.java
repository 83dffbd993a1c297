package dev.kafkaflink.job.format.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.TextOptions;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.RowDecoder;
import dev.kafkaflink.job.format.TextReader;
import dev.kafkaflink.job.format.TextReaders;
import dev.kafkaflink.job.format.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Lines to rows. Each column must fit its part of the line, whether it is built or not. */
final class TextDecoder implements RowDecoder {
    private static final long serialVersionUID = 1L;
    private static final int MAX_LENGTH = 1 << 20;
    private static final int NONE = -1;

    private final Pattern pattern;
    private final int maxLength;
    private final int arity;
    private final String[] names;
    private final int[][] groups;
    private final TextReader[] readers;
    private final boolean[] nullable;
    private final boolean[] isText;
    private final int[] positions;
    private transient Matcher matcher;

    TextDecoder(ColumnsToRead columns) {
        TextOptions options = columns.format().text();
        int count = columns.columns().size();
        GrokPattern grok = GrokPattern.of(options, columns.type().getFieldNames());
        pattern = grok.regex();
        maxLength = Objects.requireNonNullElse(options.maxLength(), MAX_LENGTH);
        arity = columns.projection().arity();
        names = columns.type().getFieldNames().toArray(String[]::new);
        groups = new int[count][];
        readers = new TextReader[count];
        nullable = new boolean[count];
        isText = new boolean[count];
        positions = new int[count];
        for (int i = 0; i < count; i++) {
            LogicalType type = columns.type().getTypeAt(i);
            groups[i] = grok.groups().get(names[i]).stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            readers[i] = reader(options, columns.columns().get(i), type);
            nullable[i] = type.isNullable();
            isText[i] = Formats.isText(type);
            positions[i] = columns.projection().positionOf(i);
        }
    }

    private static TextReader reader(TextOptions options, Column column, LogicalType type) {
        String format = options.timeFormats().get(column.name());
        return format == null ? TextReaders.of(column, type, Format.Type.Text) : TimeFormat.of(format, type);
    }

    @Override
    public void open() {
        matcher = pattern.matcher("");
    }

    @Override
    public Decoding decode(byte[] value, ConsumerRecord<byte[], byte[]> record) {
        if (value == null) {
            return Decoding.rejected("empty value (tombstone)");
        }
        if (value.length == 0) {
            return Decoding.rejected("empty value");
        }
        int length = lengthWithoutLineBreak(value);
        if (length > maxLength) {
            return Decoding.rejected("the line has " + length + " bytes; at most " + maxLength
                    + " are read, the limit by format.text.maxLength");
        }
        int malformed = Utf8.firstMalformed(value);
        if (malformed >= 0) {
            return Decoding.rejected("invalid UTF-8 at byte " + malformed);
        }
        String line = new String(value, 0, length, StandardCharsets.UTF_8);
        if (!matcher.reset(line).matches()) {
            return Decoding.rejected("the line does not match text.pattern: \"" + Mismatch.shown(line) + '"');
        }
        try {
            return Decoding.of(row(line.toCharArray()));
        } catch (Mismatch e) {
            return Decoding.rejected(e.getMessage());
        }
    }

    private static int lengthWithoutLineBreak(byte[] value) {
        int end = value.length;
        if (value[end - 1] != '\n') {
            return end;
        }
        return end > 1 && value[end - 2] == '\r' ? end - 2 : end - 1;
    }

    private GenericRowData row(char[] line) throws Mismatch {
        GenericRowData row = new GenericRowData(arity);
        for (int i = 0; i < names.length; i++) {
            try {
                readColumn(i, line, row);
            } catch (Mismatch e) {
                throw e.inField(names[i]);
            }
        }
        return row;
    }

    private void readColumn(int column, char[] line, GenericRowData row) throws Mismatch {
        int group = groupOf(column);
        int start = group == NONE ? 0 : matcher.start(group);
        int length = group == NONE ? 0 : matcher.end(group) - start;
        boolean isNull = group == NONE || length == 0 && !isText[column];
        if (isNull) {
            if (!nullable[column]) {
                throw new Mismatch("is missing or null, but must have a value");
            }
        } else if (positions[column] == NONE) {
            readers[column].check(line, start, length);
        } else {
            row.setField(positions[column], readers[column].read(line, start, length));
        }
    }

    /** The first of its groups that took part in the match. */
    private int groupOf(int column) {
        for (int group : groups[column]) {
            if (matcher.start(group) >= 0) {
                return group;
            }
        }
        return NONE;
    }
}
