package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.crds.table.AvroOptions;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.FormatProvider;
import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.job.format.RowDecoder;
import dev.kafkaflink.job.format.RowEncoder;
import dev.kafkaflink.registry.RegistryAccess;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/** Avro's binary encoding, a field a column. */
public final class AvroFormat implements FormatProvider {
    @Override
    public Format.Type type() {
        return Format.Type.Avro;
    }

    @Override
    public Optional<String> invalid(Format format) {
        AvroOptions options = format.avro();
        if (options == null || (options.schema() == null) == (options.registry() == null)) {
            return Optional.of("the format Avro needs to know where its schema is: avro.schema or avro.registry");
        }
        if (options.registry() != null) {
            return RegistryAccess.invalid(options.registry());
        }
        try {
            AvroSchemas.parse(options.schema());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("avro.schema " + e.getMessage());
        }
    }

    @Override
    public Optional<String> unsupported(LogicalType type) {
        return ColumnSchema.unsupported(type);
    }

    @Override
    public Optional<String> unreadable(Column column, LogicalType type) {
        return Formats.onlyInJson(column, type())
                .or(() -> Formats.epochOfNoTimestamp(column, type))
                .or(() -> unsupported(type));
    }

    /** What a registry has is not looked at before the job runs. */
    @Override
    public Optional<String> unreadable(Format format, List<Column> columns) {
        if (format.avro().schema() == null) {
            return Optional.empty();
        }
        RowType type = RowType.of(
                columns.stream()
                        .map(column -> LogicalTypeParser.parse(column.type(), AvroFormat.class.getClassLoader()))
                        .toArray(LogicalType[]::new),
                columns.stream().map(Column::name).toArray(String[]::new));
        try {
            AvroRows.of(new ColumnsToRead(format, columns, type, Projection.all(type)))
                    .of(AvroSchemas.parse(format.avro().schema()));
            return Optional.empty();
        } catch (Mismatch e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public Optional<String> unwritable(Format format, RowType columns) {
        if (columns.getChildren().stream().anyMatch(type -> unsupported(type).isPresent())) {
            return Optional.empty();
        }
        if (format.avro().schema() == null) {
            return ColumnSchema.unnameable(columns);
        }
        try {
            int[] all = IntStream.range(0, columns.getFieldCount()).toArray();
            AvroRowWriter.of(columns, all, AvroSchemas.parse(format.avro().schema()));
            return Optional.empty();
        } catch (Mismatch e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public RowDecoder decoder(ColumnsToRead columns) {
        AvroOptions options = columns.format().avro();
        return new AvroDecoder(AvroRows.of(columns), options, access(options));
    }

    @Override
    public RowEncoder encoder(ColumnsToWrite columns) {
        return new AvroEncoder(columns, access(columns.format().avro()));
    }

    private static RegistryAccess access(AvroOptions options) {
        Registry registry = options.registry();
        return registry == null ? null : RegistryAccess.of(registry);
    }
}
