package dev.kafkaflink.job.format.json;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.JsonOptions;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.job.format.Shipped;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/** Decoders that are ready. */
final class JsonDecoders {
    private JsonDecoders() {}

    static JsonDecoder of(RowType type, Projection projection) {
        return of(type, projection, JsonOptions.DEFAULT);
    }

    static JsonDecoder of(RowType type, Projection projection, JsonOptions options) {
        List<Column> columns = IntStream.range(0, type.getFieldCount())
                .mapToObj(i -> new Column(
                        type.getFieldNames().get(i), type.getTypeAt(i).asSerializableString()))
                .toList();
        return open(columns, type, projection, options);
    }

    /** All of these columns. */
    static JsonDecoder of(JsonOptions options, Column... columns) {
        RowType type = RowType.of(
                List.of(columns).stream().map(column -> parse(column.type())).toArray(LogicalType[]::new),
                List.of(columns).stream().map(Column::name).toArray(String[]::new));
        return open(List.of(columns), type, Projection.all(type), options);
    }

    private static JsonDecoder open(List<Column> columns, RowType type, Projection projection, JsonOptions options) {
        JsonDecoder decoder =
                Shipped.of(new JsonDecoder(new ColumnsToRead(new Format(options), columns, type, projection)));
        decoder.open();
        return decoder;
    }

    static LogicalType parse(String type) {
        return LogicalTypeParser.parse(type, JsonDecoders.class.getClassLoader());
    }
}
