package dev.kafkaflink.job.format;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * A format: what it can carry, its decoder and its encoder. There is one for each type, found by {@link java.util.ServiceLoader};
 * its options are a block of {@link Format}.
 */
public interface FormatProvider {
    /** The type that names it. */
    Format.Type type();

    /** What is wrong with its options, wherever they stand; empty if nothing is. All else is asked only of sound ones. */
    default Optional<String> invalid(Format format) {
        return Optional.empty();
    }

    /** Why it has no form for a column of this type; empty if it has one. */
    Optional<String> unsupported(LogicalType type);

    /** Why it cannot read a column as it is declared; empty if it can. */
    default Optional<String> unreadable(Column column, LogicalType type) {
        Optional<String> onlyInJson = Formats.onlyInJson(column, type());
        if (onlyInJson.isPresent()) {
            return onlyInJson;
        }
        if (column.epoch() != null) {
            return Optional.of(
                    "epoch is for columns of the formats Json, Csv, Text, Avro, Protobuf, DebeziumJson and DebeziumAvro, not "
                            + type());
        }
        return unsupported(type);
    }

    /** Why it cannot serve so many columns of a source; empty if it can. */
    default Optional<String> unreadable(Format format, List<Column> columns) {
        return Optional.empty();
    }

    /** Why it cannot serve columns of a sink, by their names; empty if it can. */
    default Optional<String> unwritable(Format format, List<String> columns) {
        return Optional.empty();
    }

    /** Why it cannot serve columns of a sink, beside those whose types are unsupported; empty if it can. */
    default Optional<String> unwritable(Format format, RowType columns) {
        return unwritable(format, columns.getFieldNames());
    }

    /**
     * Of a source's columns those that do not fit the schema which the format has of its own, such as a message, each with the
     * reason. It is asked after all else that could be wrong.
     */
    default Map<String, String> misfits(ColumnsToRead columns) {
        return Map.of();
    }

    /** The same of a sink's columns. */
    default Map<String, String> misfits(ColumnsToWrite columns) {
        return Map.of();
    }

    /**
     * Of a sink's columns those that make up the value.
     *
     * @param columns those that are neither a header nor the timestamp
     * @param key those that make up the key
     */
    default List<String> ofValue(List<String> columns, List<String> key) {
        return columns;
    }

    /** Makes a decoder. */
    RowDecoder decoder(ColumnsToRead columns);

    /** Makes an encoder. */
    RowEncoder encoder(ColumnsToWrite columns);
}
