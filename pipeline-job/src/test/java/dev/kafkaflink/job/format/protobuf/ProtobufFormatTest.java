package dev.kafkaflink.job.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.ProtobufOptions;
import dev.kafkaflink.crds.table.ProtobufOptions.Framing;
import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.Projection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person is told of options and columns before anything runs. */
class ProtobufFormatTest {
    private static final ProtobufFormat FORMAT = new ProtobufFormat();
    private static final byte[] SET = Base64.getDecoder().decode(Messages.SET.strip());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        chosenNumber INT           |
        i32 SMALLINT               | it is int32 in test.v1.Everything, not SMALLINT; use INT
        u32 STRING                 | it is uint32 in test.v1.Everything, not STRING; use BIGINT
        i64 INT                    | it is int64 in test.v1.Everything, not INT; use BIGINT
        u64 INT NOT NULL           | it is uint64 in test.v1.Everything, not INT NOT NULL; use DECIMAL(20, 0)
        dbl FLOAT                  | it is double in test.v1.Everything, not FLOAT; use DOUBLE
        status BOOLEAN             | it is enum test.v1.Status in test.v1.Everything, not BOOLEAN; use STRING
        numbers INT                | it is repeated int32 in test.v1.Everything, not INT; use ARRAY<INT>
        numbers ARRAY<STRING>      | it is repeated int32 in test.v1.Everything, not STRING; use ARRAY<INT>
        i32 ARRAY<INT>             | it is int32 in test.v1.Everything, not ARRAY<INT>; use INT
        part STRING                | it is test.v1.Part in test.v1.Everything, not STRING; use ROW<part_name STRING, level INT, parts ARRAY<ROW<part_name STRING, level INT, parts ARRAY<ROW<...>>>>>
        any STRING                 | it is google.protobuf.Any in test.v1.Everything, not STRING; use ROW<type_url STRING, value BYTES>
        at BIGINT                  | it is google.protobuf.Timestamp in test.v1.Everything, not BIGINT; use TIMESTAMP_LTZ(3)
        took INT                   | it is google.protobuf.Duration in test.v1.Everything, not INT; use STRING
        int64_value INT            | it is int64 in google.protobuf.Int64Value, not INT; use BIGINT
        counts ARRAY<STRING>       | it is map<string, int64> in test.v1.Everything, not ARRAY<STRING>; use MAP<STRING, BIGINT>
        counts MAP<INT, BIGINT>    | it is string in test.v1.Everything.CountsEntry, not INT; use STRING
        txt STRING                 | there is no field 'txt' in test.v1.Everything; did you mean 'text'?
        part ROW<lvl INT>          | in 'lvl': there is no field 'lvl' in test.v1.Part; there are part_name, level, parts
        part ROW<parts ARRAY<ROW<levl INT>>> | in 'parts': in 'levl': there is no field 'levl' in test.v1.Part; did you mean 'level'?
        """)
    void eachColumnFitsAField(String column, String reason) {
        Column declared = Messages.column(column);

        assertThat(misfits(declared)).isEqualTo(reason == null ? Map.of() : Map.of(declared.name(), reason));
    }

    @Test
    void twoColumnsAreTwoFields() {
        assertThat(misfits(Messages.column("chosen_number INT"), Messages.column("chosenNumber INT")))
                .isEqualTo(Map.of(
                        "chosenNumber",
                        "it is the same field of test.v1.Everything as 'chosen_number'; remove one of them"));
    }

    @Test
    void timesAsNumbersAreWholeNumbers() {
        assertThat(misfits(new Column("text", "TIMESTAMP(3)", null, null, Column.Epoch.Seconds, null)))
                .containsEntry(
                        "text", "epoch is for whole numbers, and it is string in test.v1.Everything; remove epoch");
        assertThat(misfits(new Column("i64", "BIGINT", null, null, Column.Epoch.Seconds, null)))
                .containsEntry("i64", "a column with epoch is a TIMESTAMP or TIMESTAMP_LTZ, not BIGINT");
        assertThat(FORMAT.unreadable(new Column("i64", "BIGINT", null, "/a", null, null), Messages.parse("BIGINT")))
                .hasValue("path and jsonText are for columns of the formats Json and DebeziumJson, not Protobuf");
        assertThat(FORMAT.unreadable(new Column("i64", "DATE"), Messages.parse("DATE")))
                .hasValue("type DATE has no form in Protobuf");
        assertThat(FORMAT.unsupported(Messages.parse("ARRAY<ROW<a TIME(0)>>")))
                .hasValue("type ARRAY<ROW<`a` TIME(0)>> has no form in Protobuf");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        test.v1.Everything        |
        test.legacy.Legacy.Deep.Deeper |
        Everything                | format.protobuf.message: there is no message 'Everything' in format.protobuf.descriptorSet; did you mean 'test.v1.Everything'?
        test.v1.Evrything         | format.protobuf.message: there is no message 'test.v1.Evrything' in format.protobuf.descriptorSet; did you mean 'test.v1.Everything'?
        shop.Order                | format.protobuf.message: there is no message 'shop.Order' in format.protobuf.descriptorSet; there are test.legacy.Legacy, test.legacy.Legacy.Item, test.legacy.Legacy.Line, test.legacy.Legacy.Deep, test.legacy.Legacy.Deep.Deeper, test.legacy.Second, test.editions.Edition, test.v1.Part, test.v1.Everything
                                  | format.protobuf.message is missing: the file 'everything.proto' has 2 messages; name one of test.v1.Part, test.v1.Everything
        """)
    void theMessageIsInTheSet(String message, String reason) {
        assertThat(unreadable(Messages.SET, message)).isEqualTo(reason);
    }

    /** Whoever gives a set of one message need not name it. */
    @Test
    void theOnlyMessageNeedsNoName() throws Exception {
        FileDescriptorSet all = FileDescriptorSet.parseFrom(SET);
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        all.getFileList().stream()
                .filter(file -> file.getName().equals("editions.proto"))
                .forEach(set::addFile);
        ProtobufOptions options = new ProtobufOptions(base64(set.build().toByteArray()), null);

        assertThat(Messages.decoder(options, new Column("needed", "INT"))
                        .decode(Messages.message(Messages.EDITION, "needed: 7"), null)
                        .rows()
                        .get(0)
                        .getInt(0))
                .isEqualTo(7);
    }

    @Test
    void theSetIsWhatProtocWrites() throws Exception {
        FileDescriptorSet all = FileDescriptorSet.parseFrom(SET);
        FileDescriptorSet alone = FileDescriptorSet.newBuilder()
                .addFile(all.getFile(all.getFileCount() - 1))
                .build();
        FileDescriptorSet broken = FileDescriptorSet.newBuilder()
                .addFile(all.getFile(0).toBuilder().clearEnumType())
                .build();

        assertThat(unreadable("%%%%", null))
                .isEqualTo(
                        "format.protobuf.descriptorSet is no base64 (Illegal base64 character 25); write it with base64"
                                + " -w0 orders.binpb");
        assertThat(unreadable(base64("syntax".getBytes(StandardCharsets.UTF_8)), null))
                .startsWith("format.protobuf.descriptorSet is no FileDescriptorSet (")
                .endsWith("); write it with protoc --include_imports --descriptor_set_out=orders.binpb orders.proto");
        assertThat(unreadable(base64(Arrays.copyOf(SET, SET.length - 5)), null))
                .startsWith("format.protobuf.descriptorSet is no FileDescriptorSet (While parsing");
        assertThat(unreadable("", null)).startsWith("format.protobuf.descriptorSet has no file in it; write it");
        assertThat(unreadable(base64(alone.toByteArray()), null))
                .startsWith("format.protobuf.descriptorSet: the file 'everything.proto' imports"
                        + " 'google/protobuf/any.proto', which is not in the set before it; write it with protoc");
        assertThat(unreadable(base64(broken.toByteArray()), null))
                .startsWith(
                        "format.protobuf.descriptorSet: test.legacy.Legacy.color: \".test.legacy.Color\" is not defined.; write it");
        assertThat(unreadable(Messages.SET.replaceAll("(.{76})", "$1\n  "), Messages.EVERYTHING))
                .isNull();
    }

    @Test
    void theMessagesAreInOnePlace() {
        ProtobufOptions both = new ProtobufOptions(Messages.SET, "/messages.binpb", null, null, null, null, null);

        for (Format format : List.of(new Format(Format.Type.Protobuf), Messages.format(both))) {
            assertThat(FORMAT.invalid(format))
                    .hasValue(
                            "the format Protobuf needs exactly one of protobuf.descriptorSet, protobuf.descriptorFile and"
                                    + " protobuf.registry");
        }
        assertThat(FORMAT.invalid(Messages.format(Messages.options(null)))).isEmpty();
    }

    @Test
    void aRegistryHasAnAddressAndItsOwnFraming() {
        Registry registry = new Registry("http://registry");

        assertThat(FORMAT.invalid(Messages.format(new ProtobufOptions(registry, null))))
                .isEmpty();
        assertThat(FORMAT.invalid(Messages.format(new ProtobufOptions(new Registry("http://me:pass@registry"), null)))
                        .orElseThrow())
                .startsWith("registry.url is http:// or https://");
        assertThat(FORMAT.invalid(
                        Messages.format(new ProtobufOptions(null, null, registry, null, Framing.None, null, null))))
                .hasValue("records of a registry have Confluent's framing; leave protobuf.framing out");
        assertThat(FORMAT.invalid(Messages.format(
                        new ProtobufOptions(null, null, registry, null, Framing.Confluent, null, null))))
                .isEmpty();
    }

    /** What a registry has is not looked at before the job runs. */
    @Test
    void aRegistryIsNotAsked() {
        Format nowhere = Messages.format(new ProtobufOptions(new Registry("http://127.0.0.1:1"), "a.B"));
        List<Column> columns = List.of(new Column("any", "INT"));
        RowType type = Messages.type(columns.get(0));

        assertThat(FORMAT.unreadable(nowhere, columns)).isEmpty();
        assertThat(FORMAT.misfits(new ColumnsToRead(nowhere, columns, type, Projection.all(type))))
                .isEmpty();
        assertThat(FORMAT.unwritable(nowhere, type)).isEmpty();
        assertThat(FORMAT.misfits(new ColumnsToWrite(nowhere, type, List.of("any"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        DECIMAL(18, 0)         |
        DECIMAL(11, 2)         | 'c': type DECIMAL(11, 2) has no form in a message that is made from the columns; CAST it to STRING, or register a schema yourself and set registry.register to false
        ROW<total DECIMAL(19, 0)> | 'total': type DECIMAL(19, 0) has no form in a message that is made from the columns; CAST it to STRING, or register a schema yourself and set registry.register to false
        ROW<`the id` INT>      | 'the id' is no name of a field in Protobuf: it has letters, digits and '_', and no digit comes first; write AS and another name behind it
        ARRAY<ROW<a ARRAY<INT>>> |
        ARRAY<ARRAY<INT>>      | 'c': lists and maps of Protobuf hold no lists and maps; put a ROW between them
        MAP<STRING, ARRAY<INT>> | 'c': lists and maps of Protobuf hold no lists and maps; put a ROW between them
        MAP<DOUBLE, INT>       | 'c': a map of Protobuf has no key of type DOUBLE
        """)
    void aMessageCanBeMadeFromColumns(String type, String reason) {
        Registry registry = new Registry("http://127.0.0.1:1");
        RowType columns = Messages.type(new Column("c", type));

        assertThat(FORMAT.unwritable(Messages.format(new ProtobufOptions(registry, null)), columns)
                        .orElse(null))
                .isEqualTo(reason);
        // Another schema may have a field for it.
        assertThat(FORMAT.unwritable(
                        Messages.format(
                                new ProtobufOptions(new Registry("http://127.0.0.1:1", null, null, false, null), null)),
                        columns))
                .isEmpty();
    }

    /** Whoever plans is another machine than the one that has the file. */
    @Test
    void aFileIsReadWhenTheJobStarts(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("messages.binpb");
        ProtobufOptions options =
                new ProtobufOptions(null, file.toString(), null, Messages.EVERYTHING, null, null, null);
        List<Column> columns = List.of(new Column("i32", "INT"), new Column("nope", "INT"));

        assertThat(FORMAT.unreadable(Messages.format(options), columns)).isEmpty();
        assertThat(FORMAT.misfits(read(options, columns))).isEmpty();
        assertThat(FORMAT.unwritable(Messages.format(options), List.of("nope"))).isEmpty();
        assertThatThrownBy(() -> Messages.decoder(options, columns.get(0)))
                .hasMessageStartingWith("format.protobuf.descriptorFile: cannot read it: ")
                .hasMessageContaining(file.toString());

        Files.write(file, SET);

        assertThat(Messages.decoder(options, columns.get(0))
                        .decode(Messages.message(Messages.EVERYTHING, "i32: 5"), null)
                        .rows()
                        .get(0)
                        .getInt(0))
                .isEqualTo(5);
        assertThatThrownBy(() -> Messages.decoder(options, columns.toArray(Column[]::new)))
                .hasMessageStartingWith(
                        "columns do not fit test.v1.Everything: column 'nope': there is no field 'nope'");
        assertThatThrownBy(() -> Messages.encoder(options, Messages.type(columns.get(1))))
                .hasMessageStartingWith(
                        "columns do not fit test.v1.Everything: column 'nope': there is no field 'nope'");
    }

    @Test
    void aSinkFillsWhatIsRequired() {
        Format legacy = Messages.format(Messages.options(Messages.LEGACY));

        assertThat(FORMAT.unwritable(legacy, List.of("id", "nope"))).isEmpty();
        assertThat(FORMAT.unwritable(legacy, List.of("note")))
                .hasValue("test.legacy.Legacy requires id; add a column of that name");
        assertThat(misfits(legacy, "line STRING"))
                .containsEntry(
                        "line",
                        "it is repeated test.legacy.Legacy.Line in test.legacy.Legacy, not STRING; use ARRAY<ROW<number INT,"
                                + " `date` STRING>>");
        assertThat(misfits(legacy, "id BIGINT", "item ROW<`count` INT>", "note INT", "nope INT", "color BIGINT"))
                .isEqualTo(Map.of(
                        "item", "test.legacy.Legacy.Item requires name; add a column of that name",
                        "note", "it is string in test.legacy.Legacy, not INT; use STRING",
                        "nope", "there is no field 'nope' in test.legacy.Legacy; did you mean 'note'?",
                        "color", "it is enum test.legacy.Color in test.legacy.Legacy, not BIGINT; use STRING"));
    }

    @Test
    void aSinkHasNoFraming() {
        ProtobufOptions options =
                new ProtobufOptions(Messages.SET, null, null, Messages.EVERYTHING, Framing.Confluent, null, null);

        assertThat(FORMAT.unwritable(Messages.format(options), List.of("i32")))
                .hasValue(
                        "format.protobuf.framing: Confluent is only for reading: what is written needs a schema's id; use"
                                + " format.protobuf.registry, or remove framing");
    }

    private static String unreadable(String set, String message) {
        return FORMAT.unreadable(Messages.format(new ProtobufOptions(set, message)), List.of())
                .orElse(null);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Map<String, String> misfits(Column... columns) {
        return FORMAT.misfits(read(Messages.options(Messages.EVERYTHING), List.of(columns)));
    }

    private static Map<String, String> misfits(Format format, String... columns) {
        RowType type =
                Messages.type(Arrays.stream(columns).map(Messages::column).toArray(Column[]::new));
        return FORMAT.misfits(new ColumnsToWrite(format, type, type.getFieldNames()));
    }

    private static ColumnsToRead read(ProtobufOptions options, List<Column> columns) {
        RowType type = Messages.type(columns.toArray(Column[]::new));
        return new ColumnsToRead(Messages.format(options), columns, type, Projection.all(type));
    }
}
