package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.FormatProvider;
import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.RowDecoder;
import dev.kafkaflink.job.format.RowEncoder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A message, a field a column. Messages in a file are not looked at before the job runs: the file is one of the job's machines,
 * and this runs on others, too.
 */
public final class ProtobufFormat implements FormatProvider {
    @Override
    public Format.Type type() {
        return Format.Type.Protobuf;
    }

    @Override
    public Optional<String> unsupported(LogicalType type) {
        boolean supported =
                switch (type.getTypeRoot()) {
                    case BOOLEAN,
                            TINYINT,
                            SMALLINT,
                            INTEGER,
                            BIGINT,
                            FLOAT,
                            DOUBLE,
                            DECIMAL,
                            CHAR,
                            VARCHAR,
                            BINARY,
                            VARBINARY,
                            TIMESTAMP_WITHOUT_TIME_ZONE,
                            TIMESTAMP_WITH_LOCAL_TIME_ZONE -> true;
                    case ARRAY, MAP, ROW ->
                        type.getChildren().stream()
                                .allMatch(child -> unsupported(child).isEmpty());
                    default -> false;
                };
        return supported
                ? Optional.empty()
                : Optional.of("type " + type.asSummaryString() + " has no form in Protobuf");
    }

    @Override
    public Optional<String> unreadable(Column column, LogicalType type) {
        return Formats.onlyInJson(column, type()).or(() -> unsupported(type));
    }

    @Override
    public Optional<String> unreadable(Format format, List<Column> columns) {
        ProtobufSettings settings = ProtobufSettings.of(format);
        return settings.inFile() ? Optional.empty() : failure(() -> ProtobufSchema.message(settings));
    }

    @Override
    public Optional<String> unwritable(Format format, List<String> columns) {
        ProtobufSettings settings = ProtobufSettings.of(format);
        if (settings.framed()) {
            return Optional.of(
                    "format.protobuf.framing: Confluent is only for reading: what is written needs a schema's id, and no"
                            + " registry is asked for one; remove framing");
        }
        if (settings.inFile()) {
            return Optional.empty();
        }
        return failure(() -> {
            Descriptor message = ProtobufSchema.message(settings);
            Set<FieldDescriptor> set = new HashSet<>();
            columns.forEach(column -> set.add(ProtobufSchema.find(message, column)));
            ColumnChecks.unfilled(message, set).ifPresent(reason -> {
                throw new IllegalArgumentException(reason);
            });
        });
    }

    @Override
    public Map<String, String> misfits(ColumnsToRead columns) {
        ProtobufSettings settings = ProtobufSettings.of(columns.format());
        return settings.inFile()
                ? Map.of()
                : ColumnChecks.ofSource(
                        ProtobufSchema.message(settings), columns.type(), ProtobufDecoder.epochs(columns), settings);
    }

    @Override
    public Map<String, String> misfits(ColumnsToWrite columns) {
        ProtobufSettings settings = ProtobufSettings.of(columns.format());
        return settings.inFile()
                ? Map.of()
                : ColumnChecks.ofSink(ProtobufSchema.message(settings), columns.type(), columns.names(), settings);
    }

    /** What is wrong, in words for the user. */
    private static Optional<String> failure(Runnable step) {
        try {
            step.run();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public RowDecoder decoder(ColumnsToRead columns) {
        return new ProtobufDecoder(columns);
    }

    @Override
    public RowEncoder encoder(ColumnsToWrite columns) {
        return new ProtobufEncoder(columns);
    }
}
