package dev.kafkaflink.job.format.debezium;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.DebeziumAvroOptions;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.job.format.RowDecoder;
import dev.kafkaflink.job.format.Shipped;
import dev.kafkaflink.registry.RegistryAccess;
import java.util.List;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** Decoders that are ready. */
final class DebeziumAvroDecoders {
    static final String URL = "http://registry";

    private DebeziumAvroDecoders() {}

    /** All of these columns. */
    static RowDecoder of(ConnectRegistry registry, List<String> primaryKey, Column... columns) {
        RowType type = type(List.of(columns));
        return of(registry, primaryKey, List.of(columns), Projection.all(type));
    }

    static RowDecoder of(
            ConnectRegistry registry, List<String> primaryKey, List<Column> columns, Projection projection) {
        Format format = new Format(new DebeziumAvroOptions(new Registry(URL)));
        RowDecoder decoder = Shipped.of(DebeziumAvroDecoder.of(
                new ColumnsToRead(format, columns, type(columns), projection, primaryKey),
                (RegistryAccess) () -> registry));
        try {
            decoder.open();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return decoder;
    }

    static RowType type(List<Column> columns) {
        return RowType.of(
                columns.stream()
                        .map(column -> DebeziumDecoders.parse(column.type()))
                        .toArray(LogicalType[]::new),
                columns.stream().map(Column::name).toArray(String[]::new));
    }
}
