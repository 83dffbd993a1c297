package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.ProtobufOptions;
import dev.kafkaflink.crds.table.ProtobufOptions.Framing;
import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.FormatProvider;
import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.RowDecoder;
import dev.kafkaflink.job.format.RowEncoder;
import dev.kafkaflink.registry.RegistryAccess;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * A message, a field a column. Messages in a file are not looked at before the job runs: the file is one of the job's machines,
 * and this runs on others, too. Nor is a registry asked.
 */
public final class ProtobufFormat implements FormatProvider {
    @Override
    public Format.Type type() {
        return Format.Type.Protobuf;
    }

    @Override
    public Optional<String> invalid(Format format) {
        ProtobufOptions options = format.protobuf();
        long places = options == null
                ? 0
                : Stream.of(options.descriptorSet(), options.descriptorFile(), options.registry())
                        .filter(Objects::nonNull)
                        .count();
        if (places != 1) {
            return Optional.of(
                    "the format Protobuf needs exactly one of protobuf.descriptorSet, protobuf.descriptorFile and"
                            + " protobuf.registry");
        }
        if (options.registry() == null) {
            return Optional.empty();
        }
        return options.framing() == Framing.None
                ? Optional.of("records of a registry have Confluent's framing; leave protobuf.framing out")
                : RegistryAccess.invalid(options.registry());
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
        return Formats.onlyInJson(column, type())
                .or(() -> Formats.epochOfNoTimestamp(column, type))
                .or(() -> unsupported(type));
    }

    @Override
    public Optional<String> unreadable(Format format, List<Column> columns) {
        ProtobufSettings settings = ProtobufSettings.of(format);
        return settings.known() ? failure(() -> ProtobufSchema.message(settings)) : Optional.empty();
    }

    @Override
    public Optional<String> unwritable(Format format, List<String> columns) {
        ProtobufSettings settings = ProtobufSettings.of(format);
        if (settings.framed() && !settings.registered()) {
            return Optional.of(
                    "format.protobuf.framing: Confluent is only for reading: what is written needs a schema's id; use"
                            + " format.protobuf.registry, or remove framing");
        }
        if (!settings.known()) {
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
    public Optional<String> unwritable(Format format, RowType columns) {
        Registry registry = format.protobuf().registry();
        boolean supported = columns.getChildren().stream()
                .allMatch(type -> unsupported(type).isEmpty());
        return registry != null && registry.registers() && supported
                ? ColumnMessage.unwritable(columns)
                : unwritable(format, columns.getFieldNames());
    }

    @Override
    public Map<String, String> misfits(ColumnsToRead columns) {
        ProtobufSettings settings = ProtobufSettings.of(columns.format());
        return settings.known()
                ? ColumnChecks.ofSource(
                        ProtobufSchema.message(settings), columns.type(), ProtobufDecoder.epochs(columns), settings)
                : Map.of();
    }

    @Override
    public Map<String, String> misfits(ColumnsToWrite columns) {
        ProtobufSettings settings = ProtobufSettings.of(columns.format());
        return settings.known()
                ? ColumnChecks.ofSink(ProtobufSchema.message(settings), columns.type(), columns.names(), settings)
                : Map.of();
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
        return new ProtobufDecoder(columns, access(columns.format()));
    }

    @Override
    public RowEncoder encoder(ColumnsToWrite columns) {
        return new ProtobufEncoder(columns, access(columns.format()));
    }

    private static RegistryAccess access(Format format) {
        return format.schemaRegistry().map(RegistryAccess::of).orElse(null);
    }
}
