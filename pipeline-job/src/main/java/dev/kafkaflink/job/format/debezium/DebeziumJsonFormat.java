package dev.kafkaflink.job.format.debezium;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.DebeziumJsonOptions;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.FormatProvider;
import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.RowDecoder;
import dev.kafkaflink.job.format.RowEncoder;
import dev.kafkaflink.job.format.json.JsonEncoder;
import dev.kafkaflink.job.format.json.JsonFields;
import dev.kafkaflink.job.format.json.JsonObjects;
import dev.kafkaflink.job.format.json.JsonReaders;
import dev.kafkaflink.job.format.json.JsonSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;

/** Change events of Debezium, as Kafka Connect's JSON converter writes them, with and without their schema. */
public final class DebeziumJsonFormat implements FormatProvider {
    private static final List<String> NOT_IN_A_ROW = List.of("before", "after", "payload");

    @Override
    public Format.Type type() {
        return Format.Type.DebeziumJson;
    }

    @Override
    public Optional<String> unsupported(LogicalType type) {
        try {
            JsonReaders.of(type, settings(DebeziumJsonOptions.DEFAULT));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public Optional<String> unreadable(Column column, LogicalType type) {
        if (column.path() != null) {
            String first = column.path().split("/", 3)[1];
            if (NOT_IN_A_ROW.contains(first)) {
                return Optional.of(
                        "a path begins in the row, wherever that is in the event; write it without /" + first);
            }
        }
        if (EventColumns.isOp(column)) {
            boolean text = Formats.isText(type) && column.epoch() == null && column.jsonText() == null;
            return text ? Optional.empty() : Optional.of("the path /op is that of a STRING");
        }
        try {
            JsonReaders.of(column, type, settings(DebeziumJsonOptions.DEFAULT));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public Optional<String> unreadable(Format format, List<Column> columns) {
        List<Column> ofRow = new ArrayList<>(columns);
        List<Column> ofEnvelope = new ArrayList<>(columns);
        ofRow.removeIf(DebeziumJsonOptions::isOfEnvelope);
        ofEnvelope.removeAll(ofRow);
        return JsonFields.conflict(ofRow).or(() -> JsonFields.conflict(ofEnvelope));
    }

    @Override
    public RowDecoder decoder(ColumnsToRead columns) {
        return new DebeziumJsonDecoder(columns);
    }

    @Override
    public RowEncoder encoder(ColumnsToWrite columns) {
        return new JsonEncoder(new WrittenEvents(new JsonObjects(columns.type(), columns.indices())));
    }

    /** How JSON is read in this format. */
    static JsonSettings settings(DebeziumJsonOptions options) {
        return new JsonSettings(
                "format.debeziumJson",
                Objects.requireNonNullElse(options.maxNumberLength(), JsonSettings.DEFAULT.numberLength()),
                Objects.requireNonNullElse(options.maxDepth(), JsonSettings.DEFAULT.depth()),
                false,
                0,
                true,
                options.decimals() == DebeziumJsonOptions.Decimals.String);
    }
}
