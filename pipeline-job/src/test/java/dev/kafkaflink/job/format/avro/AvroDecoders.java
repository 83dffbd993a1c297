package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.crds.table.AvroOptions;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.job.format.Shipped;
import dev.kafkaflink.registry.RegistryAccess;
import dev.kafkaflink.registry.SchemaRegistry;
import java.util.List;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/** Decoders and encoders that are ready. */
final class AvroDecoders {
    static final String URL = "http://registry";

    private AvroDecoders() {}

    /** Of plain Avro. */
    static AvroDecoder of(String schema, Column... columns) throws Exception {
        return of(schema, List.of(columns), Projection.all(type(List.of(columns))));
    }

    static AvroDecoder of(String schema, List<Column> columns, Projection projection) throws Exception {
        AvroOptions options = new AvroOptions(schema, null);
        AvroDecoder decoder = Shipped.of(new AvroDecoder(
                AvroRows.of(new ColumnsToRead(format(options), columns, type(columns), projection)), options, null));
        decoder.open();
        return decoder;
    }

    /** Of Confluent's wire format. */
    static AvroDecoder of(SchemaRegistry registry, Column... columns) throws Exception {
        AvroOptions options = new AvroOptions(null, new Registry(URL));
        RowType type = type(List.of(columns));
        AvroDecoder decoder = new AvroDecoder(
                AvroRows.of(new ColumnsToRead(format(options), List.of(columns), type, Projection.all(type))),
                options,
                (RegistryAccess) () -> registry);
        decoder.open();
        return decoder;
    }

    /** To plain Avro. */
    static AvroEncoder encoder(String schema, RowType type) throws Exception {
        AvroEncoder encoder = Shipped.of(new AvroEncoder(
                new ColumnsToWrite(format(new AvroOptions(schema, null)), type, type.getFieldNames()), null));
        encoder.open();
        return encoder;
    }

    static Format format(AvroOptions options) {
        return new Format(options);
    }

    static RowType type(List<Column> columns) {
        return RowType.of(
                columns.stream().map(column -> parse(column.type())).toArray(LogicalType[]::new),
                columns.stream().map(Column::name).toArray(String[]::new));
    }

    static LogicalType parse(String type) {
        return LogicalTypeParser.parse(type, AvroDecoders.class.getClassLoader());
    }
}
