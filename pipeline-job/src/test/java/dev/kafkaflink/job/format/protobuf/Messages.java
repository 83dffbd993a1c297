package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.ProtobufOptions;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.job.format.Shipped;
import dev.kafkaflink.registry.RegistryAccess;
import dev.kafkaflink.registry.RegistryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/** The messages of {@code src/test/resources/protobuf}, and decoders and encoders that are ready. */
final class Messages {
    static final Path FOLDER = Path.of("src", "test", "resources", "protobuf");
    static final String SET = read(FOLDER.resolve("messages.base64"));
    static final String EVERYTHING = "test.v1.Everything";
    static final String LEGACY = "test.legacy.Legacy";
    static final String EDITION = "test.editions.Edition";

    /** All fields of the message, as columns that take all of their values; parts of a part have no parts. */
    static final List<Column> COLUMNS = Stream.of(
                    "i32 INT",
                    "s32 INT",
                    "sf32 INT",
                    "u32 BIGINT",
                    "f32 BIGINT",
                    "i64 BIGINT",
                    "s64 BIGINT",
                    "sf64 BIGINT",
                    "u64 DECIMAL(20, 0)",
                    "f64 DECIMAL(20, 0)",
                    "flt FLOAT",
                    "dbl DOUBLE",
                    "flag BOOLEAN",
                    "text STRING",
                    "data BYTES",
                    "status STRING",
                    "part PART",
                    "maybe INT",
                    "maybe_status STRING",
                    "numbers ARRAY<INT>",
                    "unpacked ARRAY<BIGINT>",
                    "texts ARRAY<STRING>",
                    "parts ARRAY<PART>",
                    "statuses ARRAY<STRING>",
                    "doubles ARRAY<DOUBLE>",
                    "counts MAP<STRING, BIGINT>",
                    "names MAP<INT, STRING>",
                    "by_number MAP<DECIMAL(20, 0), PART>",
                    "by_flag MAP<BOOLEAN, STRING>",
                    "times_by_name MAP<STRING, TIMESTAMP_LTZ(9)>",
                    "chosen_number INT",
                    "chosen_text STRING",
                    "chosen_part PART",
                    "chosen_status STRING",
                    "at TIMESTAMP_LTZ(9)",
                    "took STRING",
                    "mask STRING",
                    "attributes STRING",
                    "any_json STRING",
                    "json_list STRING",
                    "any ROW<type_url STRING, `value` BYTES>",
                    "bool_value BOOLEAN",
                    "bytes_value BYTES",
                    "double_value DOUBLE",
                    "float_value FLOAT",
                    "int32_value INT",
                    "int64_value BIGINT",
                    "string_value STRING",
                    "uint32_value BIGINT",
                    "uint64_value DECIMAL(20, 0)",
                    "int32_values ARRAY<INT>",
                    "times ARRAY<TIMESTAMP_LTZ(9)>")
            .map(column -> column.replace(
                    "PART", "ROW<part_name STRING, level INT, parts ARRAY<ROW<part_name STRING, level INT>>>"))
            .map(Messages::column)
            .toList();

    private Messages() {}

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ProtobufOptions options(String message) {
        return new ProtobufOptions(SET, message);
    }

    static Descriptor descriptor(String message) {
        return ProtobufSchema.message(ProtobufSettings.of(format(options(message))));
    }

    static Format format(ProtobufOptions options) {
        return new Format(options);
    }

    /** A message, written by the library, of its text. */
    static byte[] message(String name, String text) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(descriptor(name));
        try {
            TextFormat.merge(text, message);
        } catch (TextFormat.ParseException e) {
            throw new IllegalArgumentException(text, e);
        }
        return message.buildPartial().toByteArray();
    }

    /** Whether the library takes something for a message. */
    static boolean isMessage(String name, byte[] message) {
        try {
            DynamicMessage.parseFrom(descriptor(name), message);
            return true;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    /** The text of a message, read by the library. */
    static String text(String name, byte[] message) throws IOException {
        return TextFormat.printer()
                .emittingSingleLine(true)
                .escapingNonAscii(false)
                .printToString(DynamicMessage.parseFrom(descriptor(name), message))
                .strip();
    }

    static ProtobufDecoder decoder(ProtobufOptions options, Column... columns) {
        RowType type = type(columns);
        return decoder(options, List.of(columns), Projection.all(type));
    }

    static ProtobufDecoder decoder(ProtobufOptions options, List<Column> columns, Projection projection) {
        ProtobufDecoder decoder = Shipped.of(new ProtobufDecoder(
                new ColumnsToRead(format(options), columns, type(columns.toArray(Column[]::new)), projection),
                access(options)));
        decoder.open();
        return decoder;
    }

    static ProtobufEncoder encoder(ProtobufOptions options, RowType row) {
        return encoder(options, row, row.getFieldNames(), "", false);
    }

    static ProtobufEncoder encoder(
            ProtobufOptions options, RowType row, List<String> names, String topic, boolean key) {
        ProtobufEncoder encoder = Shipped.of(
                new ProtobufEncoder(new ColumnsToWrite(format(options), row, names, topic, key), access(options)));
        try {
            encoder.open();
        } catch (RegistryException e) {
            throw new IllegalStateException(e);
        }
        return encoder;
    }

    private static RegistryAccess access(ProtobufOptions options) {
        return options.registry() == null ? null : RegistryAccess.of(options.registry());
    }

    /** A file of the folder, as text. */
    static String file(String name) {
        return read(FOLDER.resolve(name));
    }

    /** What Confluent's serializers write: a schema's id, the place of the message in its file, and the message. */
    static byte[] framed(int id, byte[] message, int... place) {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        record.write(2 * place.length);
        for (int index : place) {
            record.write(2 * index);
        }
        record.writeBytes(message);
        return record.toByteArray();
    }

    static RowType type(Column... columns) {
        return RowType.of(
                List.of(columns).stream().map(column -> parse(column.type())).toArray(LogicalType[]::new),
                List.of(columns).stream().map(Column::name).toArray(String[]::new));
    }

    /** A name and a type. */
    static Column column(String text) {
        String[] parts = text.split("\\s+", 2);
        return new Column(parts[0], parts[1]);
    }

    static LogicalType parse(String type) {
        return LogicalTypeParser.parse(type, Messages.class.getClassLoader());
    }
}
