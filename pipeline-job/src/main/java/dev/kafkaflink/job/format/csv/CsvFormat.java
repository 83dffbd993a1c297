package dev.kafkaflink.job.format.csv;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.CsvOptions;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.FormatProvider;
import dev.kafkaflink.job.format.RowDecoder;
import dev.kafkaflink.job.format.RowEncoder;
import dev.kafkaflink.job.format.TextReaders;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;

/** Lines of fields (RFC 4180), each line a row. */
public final class CsvFormat implements FormatProvider {
    /** With which some programs begin a text, and which is no part of it. */
    static final char BYTE_ORDER_MARK = '\uFEFF';

    @Override
    public Format.Type type() {
        return Format.Type.Csv;
    }

    @Override
    public Optional<String> unsupported(LogicalType type) {
        return TextReaders.unsupported(type, type());
    }

    @Override
    public Optional<String> unreadable(Column column, LogicalType type) {
        return TextReaders.unreadable(column, type, type());
    }

    @Override
    public Optional<String> unreadable(Format format, List<Column> columns) {
        return columns.isEmpty()
                ? Optional.of(
                        "format Csv needs the columns that a line has, and all that there are come from elsewhere")
                : wrong(format);
    }

    @Override
    public Optional<String> unwritable(Format format, List<String> columns) {
        CsvOptions options = format.csv();
        boolean reads = options != null
                && (options.header() != null || options.missingFields() != null || options.extraFields() != null);
        return reads
                ? Optional.of(
                        "csv.header, csv.missingFields and csv.extraFields say how a source reads; remove them from"
                                + " the sink, which writes a line without a header for each row")
                : wrong(format);
    }

    private static Optional<String> wrong(Format format) {
        try {
            CsvSettings.of(format);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public RowDecoder decoder(ColumnsToRead columns) {
        return new CsvDecoder(columns);
    }

    @Override
    public RowEncoder encoder(ColumnsToWrite columns) {
        return new CsvEncoder(columns);
    }
}
