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
import dev.kafkaflink.job.format.avro.AvroFormat;
import dev.kafkaflink.job.format.json.JsonFields;
import dev.kafkaflink.registry.RegistryAccess;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;

/** Change events of Debezium, as Kafka Connect's converters for Avro write them. They can be read, and not written. */
public final class DebeziumAvroFormat implements FormatProvider {
    private static final AvroFormat AVRO = new AvroFormat();

    @Override
    public Format.Type type() {
        return Format.Type.DebeziumAvro;
    }

    @Override
    public Optional<String> invalid(Format format) {
        return format.debeziumAvro() == null || format.debeziumAvro().registry() == null
                ? Optional.of("the format DebeziumAvro needs to know where its schemas are: debeziumAvro.registry")
                : RegistryAccess.invalid(format.debeziumAvro().registry());
    }

    @Override
    public Optional<String> unsupported(LogicalType type) {
        return AVRO.unsupported(type);
    }

    @Override
    public Optional<String> unreadable(Column column, LogicalType type) {
        if (column.jsonText() != null) {
            return Optional.of("jsonText is for columns of the formats Json and DebeziumJson, not DebeziumAvro");
        }
        if (EventColumns.isOp(column)) {
            return Formats.isText(type) && column.epoch() == null
                    ? Optional.empty()
                    : Optional.of("the path /op is that of a STRING");
        }
        if (column.path() != null && !DebeziumJsonOptions.isOfEnvelope(column)) {
            return Optional.of(
                    "a path leads to what stands around the rows of an event, such as /source/ts_ms; without one"
                            + " a column is the field of its name in the row, and a record within the row is a ROW");
        }
        return AVRO.unreadable(new Column(column.name(), column.type(), null, null, column.epoch(), null), type);
    }

    @Override
    public Optional<String> unreadable(Format format, List<Column> columns) {
        return JsonFields.conflict(
                columns.stream().filter(DebeziumJsonOptions::isOfEnvelope).toList());
    }

    @Override
    public Optional<String> unwritable(Format format, List<String> columns) {
        return Optional.of(
                "format DebeziumAvro is for sources; write each change as DebeziumJson, or, with a primaryKey of"
                        + " the sink, the newest row of each key as Avro");
    }

    @Override
    public RowDecoder decoder(ColumnsToRead columns) {
        return DebeziumAvroDecoder.of(
                columns, RegistryAccess.of(columns.format().debeziumAvro().registry()));
    }

    @Override
    public RowEncoder encoder(ColumnsToWrite columns) {
        throw new IllegalStateException("format DebeziumAvro cannot be written");
    }
}
