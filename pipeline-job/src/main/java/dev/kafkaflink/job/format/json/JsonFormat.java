package dev.kafkaflink.job.format.json;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.FormatProvider;
import dev.kafkaflink.job.format.RowDecoder;
import dev.kafkaflink.job.format.RowEncoder;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;

/** A JSON object, a field a column. */
public final class JsonFormat implements FormatProvider {
    @Override
    public Format.Type type() {
        return Format.Type.Json;
    }

    @Override
    public Optional<String> unsupported(LogicalType type) {
        try {
            JsonReaders.of(type, JsonSettings.DEFAULT);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public Optional<String> unreadable(Column column, LogicalType type) {
        try {
            JsonReaders.of(column, type, JsonSettings.DEFAULT);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public Optional<String> unreadable(Format format, List<Column> columns) {
        return JsonFields.conflict(columns);
    }

    @Override
    public RowDecoder decoder(ColumnsToRead columns) {
        return new JsonDecoder(columns);
    }

    @Override
    public RowEncoder encoder(ColumnsToWrite columns) {
        return new JsonEncoder(new JsonObjects(columns.type(), columns.indices()));
    }
}
