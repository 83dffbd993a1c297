package dev.kafkaflink.job.format;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** The formats that the job serves. */
public final class Formats {
    private static final Map<Format.Type, FormatProvider> SERVED = load();

    private Formats() {}

    private static Map<Format.Type, FormatProvider> load() {
        Map<Format.Type, FormatProvider> served = new EnumMap<>(Format.Type.class);
        for (FormatProvider each : ServiceLoader.load(FormatProvider.class, Formats.class.getClassLoader())) {
            served.put(each.type(), each);
        }
        return served;
    }

    /** The names of all, in their order. */
    public static List<String> names() {
        return SERVED.keySet().stream()
                .map(Format.Type::name)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /** The format of a type; empty if the job does not serve it. */
    public static Optional<FormatProvider> find(Format.Type type) {
        return Optional.ofNullable(SERVED.get(type));
    }

    /** The format of a type that is served. */
    public static FormatProvider of(Format.Type type) {
        return find(type).orElseThrow(() -> new IllegalArgumentException(unserved(type)));
    }

    /** What to say of a type that is not served. */
    public static String unserved(Format.Type type) {
        return "format " + type + " is not served yet; use one of " + String.join(", ", names());
    }

    /** A decoder of a format, which unpacks what is compressed. */
    public static RowDecoder decoder(ColumnsToRead columns) {
        RowDecoder decoder = of(columns.format().type()).decoder(columns);
        Format.Compression compression = columns.format().compression();
        return compression == null ? decoder : new CompressedRows.Decoder(decoder, Compressor.of(compression));
    }

    /** An encoder of a format, which packs what is to be compressed. */
    public static RowEncoder encoder(ColumnsToWrite columns) {
        RowEncoder encoder = of(columns.format().type()).encoder(columns);
        Format.Compression compression = columns.format().compression();
        return compression == null ? encoder : new CompressedRows.Encoder(encoder, Compressor.of(compression));
    }

    /** Why a format that is not JSON cannot read a column as it is declared; empty if it is declared for any format. */
    public static Optional<String> onlyInJson(Column column, Format.Type type) {
        return column.path() == null && column.jsonText() == null
                ? Optional.empty()
                : Optional.of("path and jsonText are for columns of the formats Json and DebeziumJson, not " + type);
    }

    /** Why a column that is a number of seconds or the like cannot be of a type; empty if it can, or is no such number. */
    public static Optional<String> epochOfNoTimestamp(Column column, LogicalType type) {
        return column.epoch() == null || isTimestamp(type)
                ? Optional.empty()
                : Optional.of("a column with epoch is a TIMESTAMP or TIMESTAMP_LTZ, not " + type.asSummaryString());
    }

    /** Whether a type is text. */
    public static boolean isText(LogicalType type) {
        return type.is(LogicalTypeRoot.VARCHAR) || type.is(LogicalTypeRoot.CHAR);
    }

    /** Whether a type is bytes. */
    public static boolean isBytes(LogicalType type) {
        return type.is(LogicalTypeRoot.VARBINARY) || type.is(LogicalTypeRoot.BINARY);
    }

    /** Whether a type is a date with a time, with or without a zone. */
    public static boolean isTimestamp(LogicalType type) {
        return type.is(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE)
                || type.is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
    }
}
