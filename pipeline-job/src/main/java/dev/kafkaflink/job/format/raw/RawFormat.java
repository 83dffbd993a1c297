package dev.kafkaflink.job.format.raw;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.FormatProvider;
import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.RowDecoder;
import dev.kafkaflink.job.format.RowEncoder;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;

/** The bytes as they are, in one column. */
public final class RawFormat implements FormatProvider {
    @Override
    public Format.Type type() {
        return Format.Type.Raw;
    }

    @Override
    public Optional<String> unsupported(LogicalType type) {
        return Formats.isText(type) || Formats.isBytes(type)
                ? Optional.empty()
                : Optional.of("format Raw takes BYTES or STRING, not " + type.asSummaryString());
    }

    @Override
    public Optional<String> unreadable(Format format, List<Column> columns) {
        return columns.size() == 1
                ? Optional.empty()
                : Optional.of("format Raw has one column of type BYTES or STRING, but there are " + columns.size());
    }

    @Override
    public Optional<String> unwritable(Format format, List<String> columns) {
        return columns.size() == 1
                ? Optional.empty()
                : Optional.of(
                        "format Raw writes one column as the value and, if there is a key, one other as the key; there are "
                                + String.join(", ", columns));
    }

    /** The only column, or the one that is not the key. */
    @Override
    public List<String> ofValue(List<String> columns, List<String> key) {
        return columns.size() == 1
                ? columns
                : columns.stream().filter(column -> !key.contains(column)).toList();
    }

    @Override
    public RowDecoder decoder(ColumnsToRead columns) {
        LogicalType type = columns.type().getTypeAt(0);
        return new RawDecoder(
                columns.type().getFieldNames().get(0), Formats.isText(type), type.isNullable(), columns.projection());
    }

    @Override
    public RowEncoder encoder(ColumnsToWrite columns) {
        int index = columns.indices()[0];
        return new RawEncoder(index, Formats.isText(columns.type().getTypeAt(index)));
    }
}
