package dev.kafkaflink.job.format;

import dev.kafkaflink.crds.jobdef.Format;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/** The formats that the job serves. */
public final class Formats {
    private Formats() {}

    /**
     * The decoder of a format.
     *
     * @param format the format and its options
     * @param schema all columns of the table
     * @param projection the columns that are built
     */
    public static RowDecoder decoder(Format format, RowType schema, Projection projection) {
        return switch (format.type()) {
            case Raw ->
                new RawDecoder(
                        schema.getFieldNames().get(0),
                        isText(schema.getTypeAt(0)),
                        schema.getTypeAt(0).isNullable(),
                        projection);
            case Json -> new JsonDecoder(schema, projection, JsonLimits.of(format));
            case Csv, Avro, Protobuf, DebeziumJson -> throw unsupported(format.type());
        };
    }

    /**
     * The encoder of records' values. Json writes all columns; Raw writes its only column, or the one that is not the key.
     *
     * @param type the format
     * @param schema the row's columns
     * @param key the names of the key's columns; may be empty
     */
    public static RowEncoder valueEncoder(Format.Type type, RowType schema, List<String> key) {
        List<String> columns = schema.getFieldNames();
        return encoder(
                type,
                schema,
                type == Format.Type.Raw && columns.size() > 1
                        ? columns.stream()
                                .filter(column -> !key.contains(column))
                                .toList()
                        : columns);
    }

    /**
     * The encoder of records' keys.
     *
     * @param type the format
     * @param schema the row's columns
     * @param key the names of the key's columns; at least one
     */
    public static RowEncoder keyEncoder(Format.Type type, RowType schema, List<String> key) {
        return encoder(type, schema, key);
    }

    private static RowEncoder encoder(Format.Type type, RowType schema, List<String> written) {
        int[] indices = written.stream().mapToInt(schema::getFieldIndex).toArray();
        return switch (type) {
            case Raw -> new RawEncoder(indices[0], isText(schema.getTypeAt(indices[0])));
            case Json -> new JsonEncoder(schema, indices);
            case Csv, Avro, Protobuf, DebeziumJson -> throw unsupported(type);
        };
    }

    /** Why a format has no form for a column's type; empty if it has one. */
    public static Optional<String> unsupported(Format.Type format, LogicalType type) {
        return switch (format) {
            case Raw ->
                isText(type) || isBytes(type)
                        ? Optional.empty()
                        : Optional.of("format Raw takes BYTES or STRING, not " + type.asSummaryString());
            case Json -> unsupportedByJson(type);
            case Csv, Avro, Protobuf, DebeziumJson ->
                Optional.of(unsupported(format).getMessage());
        };
    }

    private static Optional<String> unsupportedByJson(LogicalType type) {
        try {
            JsonReaders.of(type, JsonLimits.DEFAULT);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static boolean isBytes(LogicalType type) {
        return type.is(LogicalTypeRoot.VARBINARY) || type.is(LogicalTypeRoot.BINARY);
    }

    /** Whether a type is text. */
    static boolean isText(LogicalType type) {
        return type.is(LogicalTypeRoot.VARCHAR) || type.is(LogicalTypeRoot.CHAR);
    }

    private static IllegalArgumentException unsupported(Format.Type type) {
        return new IllegalArgumentException(
                "format " + type + " is not served yet; use one of " + List.of(Format.Type.Json, Format.Type.Raw));
    }
}
