package dev.kafkaflink.job.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.ProtobufOptions;
import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.crds.table.Registry.SubjectStrategy;
import dev.kafkaflink.job.format.Encoding;
import dev.kafkaflink.registry.RegistryServer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sink registers, and that what it writes is read again. */
class SinkMessageTest {
    private static final RowType TOTALS = type("customer STRING NOT NULL", "total BIGINT", "n INT");

    private final RegistryServer registry = RegistryServer.start();
    private final Registry options = new Registry(registry.url());

    @AfterEach
    void end() {
        registry.close();
    }

    /** A column's type, its field, and a message: what is read of it is written as it was, and NULL is nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        BOOLEAN          | optional bool c = 1;      | c: false
        INT              | optional int32 c = 1;     | c: -2147483648
        BIGINT           | optional int64 c = 1;     | c: 9223372036854775807
        DECIMAL(18, 0)   | optional int64 c = 1;     | c: 999999999999999999
        FLOAT            | optional float c = 1;     | c: 0.5
        DOUBLE           | optional double c = 1;    | c: 1.0E300
        STRING           | optional string c = 1;    | c: ""
        VARCHAR(5)       | optional string c = 1;    | c: "grüß"
        CHAR(2)          | optional string c = 1;    | c: "ab"
        BYTES            | optional bytes c = 1;     | c: "\\000\\377"
        VARBINARY(2)     | optional bytes c = 1;     | c: "ab"
        BINARY(1)        | optional bytes c = 1;     | c: "a"
        TIMESTAMP_LTZ(9) | google.protobuf.Timestamp c = 1; | c { seconds: -1 nanos: 5 }
        TIMESTAMP(3)     | google.protobuf.Timestamp c = 1; | c { seconds: 7 nanos: 1000000 }
        ARRAY<INT>       | repeated int32 c = 1;     | c: 1 c: 0
        ARRAY<TIMESTAMP(0)> | repeated google.protobuf.Timestamp c = 1; | c { seconds: 1 } c { }
        MAP<STRING, BIGINT> | map<string, int64> c = 1; | c { key: "" value: 0 }
        MAP<INT, STRING> | map<int32, string> c = 1; | c { key: 1 value: "a" }
        MAP<BIGINT, BOOLEAN> | map<int64, bool> c = 1; | c { key: 1 value: true }
        MAP<BOOLEAN, DOUBLE> | map<bool, double> c = 1; | c { key: true value: 0.5 }
        ROW<a INT>       | c_row c = 1;              | c { a: 0 }
        ARRAY<ROW<a STRING>> | repeated c_row c = 1; | c { a: "x" } c { }
        MAP<STRING, ROW<a STRING>> | map<string, c_row> c = 1; | c { key: "k" value { a: "x" } }
        """)
    void aColumnIsAField(String type, String field, String text) throws Exception {
        RowType row = type("c " + type, "other INT");
        Encoding registered = encoder(options, null, row, "t", "c", "other").encode(GenericRowData.of(null, null));
        assertThat(registry.text(1)).contains("  " + field + "\n");
        DynamicMessage.Builder message =
                DynamicMessage.newBuilder(RegisteredFiles.of(registry.text(1)).findMessageTypeByName("t"));
        TextFormat.merge(text, message);
        ProtobufDecoder decoder = Messages.decoder(new ProtobufOptions(options, null), Messages.column("c " + type));

        GenericRowData read = decoder.decode(Messages.framed(1, message.build().toByteArray()), null)
                .rows()
                .get(0);
        Encoding written =
                encoder(options, null, row, "t", "c", "other").encode(GenericRowData.of(read.getField(0), null));

        assertThat(text(registered)).isEmpty();
        assertThat(text(written)).isEqualTo(text);
    }

    @Test
    void smallNumbersAreInt32() throws Exception {
        Encoding encoding = encoder(options, null, type("a TINYINT", "b SMALLINT"), "t", "a", "b")
                .encode(GenericRowData.of((byte) -128, (short) 32767));

        assertThat(registry.text(1)).contains("  optional int32 a = 1;\n  optional int32 b = 2;\n");
        assertThat(text(encoding)).isEqualTo("a: -128 b: 32767");
    }

    @Test
    void registersAMessageOfTheColumns() {
        encoder(
                options,
                "shop.v1.Total",
                type("id BIGINT", "at TIMESTAMP_LTZ(3)", "parts ARRAY<ROW<a INT, b ROW<c INT>>>"),
                "t",
                "id",
                "at",
                "parts");

        assertThat(registry.text(1))
                .isEqualTo(
                        """
                        syntax = "proto3";
                        package shop.v1;
                        import "google/protobuf/timestamp.proto";

                        message Total {
                          optional int64 id = 1;
                          google.protobuf.Timestamp at = 2;
                          repeated parts_row parts = 3;

                          message parts_row {
                            optional int32 a = 1;
                            b_row b = 2;

                            message b_row {
                              optional int32 c = 1;
                            }
                          }
                        }
                        """);
    }

    @Test
    void writesWhatItRegisters() throws Exception {
        Encoding encoding = encoder(options, null, TOTALS, "t.1", "customer", "n")
                .encode(GenericRowData.of(StringData.fromString("ann"), 7L, 0));

        assertThat(encoding.bytes()).startsWith(0, 0, 0, 0, 1, 0);
        assertThat(text(encoding)).isEqualTo("customer: \"ann\" n: 0");
    }

    /** Whoever has the newest schema reads what the older ones wrote: a number is of one column for ever. */
    @Test
    void aColumnKeepsItsNumber() {
        encoder(options, null, TOTALS, "t", "customer", "total", "n");
        encoder(options, null, TOTALS, "t", "n", "customer");
        encoder(options, null, type("n INT", "more STRING", "total BIGINT"), "t", "n", "more", "total");
        encoder(options, null, type("n INT", "more STRING", "total BIGINT"), "t", "total", "n", "more");

        assertThat(registry.versions("t-value")).containsExactly(1, 2, 3);
        assertThat(registry.text(2))
                .contains("{\n  reserved 2;\n  optional string customer = 1;\n  optional int32 n = 3;\n}");
        assertThat(registry.text(3))
                .contains(
                        "{\n  reserved 1, 2;\n  optional int32 n = 3;\n  optional string more = 4;\n  optional int64 total = 5;\n}");
    }

    @Test
    void soDoesAFieldOfARow() {
        encoder(options, null, type("c ROW<a INT, b INT>", "m MAP<STRING, ROW<a INT, b INT>>"), "t", "c", "m");
        encoder(options, null, type("m MAP<STRING, ROW<b INT, z INT>>", "c ROW<x INT, b INT>"), "t", "c", "m");

        assertThat(registry.text(2))
                .contains("  c_row c = 1;\n  map<string, m_row> m = 2;\n")
                .contains(
                        "  message c_row {\n    reserved 1;\n    optional int32 b = 2;\n    optional int32 x = 3;\n  }\n")
                .contains(
                        "  message m_row {\n    reserved 1;\n    optional int32 b = 2;\n    optional int32 z = 3;\n  }\n");
    }

    /** Protobuf has numbers of its own. */
    @Test
    void passesOverNumbersThatAreNotToBeUsed() {
        registry.addVersion(
                "t-value",
                RegistryServer.schema(
                        "PROTOBUF",
                        "syntax = \"proto3\"; message t { reserved 5, 100 to 18998; int32 n = 1; int32 c_row = 7; }"));

        encoder(options, null, type("n INT", "c ROW<a INT>", "c_row INT", "z INT"), "t", "n", "c", "c_row", "z");

        assertThat(registry.text(2))
                .contains("  reserved 5, 100 to 18998;\n")
                .contains("  optional int32 c_row = 7;\n  c_row_ c = 18999;\n  optional int32 z = 20000;\n");
    }

    @Test
    void isRefusedWithWhatTheRegistrySays() {
        encoder(options, null, TOTALS, "t", "n");
        registry.fail(200, registry.answerOfLatest("t-value"), Map.of());
        registry.fail(409, "{\"error_code\":409,\"message\":\"incompatible\"}", Map.of());

        assertThatThrownBy(() -> encoder(options, null, TOTALS, "t", "n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "the message of the sink's columns is not compatible with those before it of subject"
                                + " 't-value': the schema registry at " + registry.url()
                                + " answers /subjects/t-value/versions with 409: incompatible; by the rules");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        TopicName       | false |        | t.1-value
        TopicName       | true  | shop.T | t.1-key
        RecordName      | false |        | t_1
        RecordName      | true  |        | t_1_key
        RecordName      | false | shop.T | shop.T
        TopicRecordName | false | shop.T | t.1-shop.T
        TopicRecordName | true  |        | t.1-t_1_key
        """)
    void namesItsSubject(SubjectStrategy strategy, boolean key, String message, String subject) {
        Messages.encoder(
                new ProtobufOptions(new Registry(registry.url(), null, strategy, null, null), message),
                TOTALS,
                List.of("n"),
                "t.1",
                key);

        assertThat(registry.versions(subject)).hasSize(1);
    }

    /** A schema that somebody else has registered, with types that are not made of columns. */
    @Test
    void writesTheLatestMessageIfItRegistersNone() throws Exception {
        registry.addVersion(
                "money.proto",
                RegistryServer.schema("PROTOBUF", "syntax = \"proto3\"; message Money { uint32 cents = 1; }"));
        registry.addVersion(
                "t-value",
                RegistryServer.schema(
                        "PROTOBUF",
                        """
                        syntax = "proto3"; package shop; import "money.proto";
                        message Other { map<string, int32> m = 1; message Total { Kind kind = 9; Money total = 2; } }
                        enum Kind { NONE = 0; SOME = 1; }""",
                        "money.proto",
                        "money.proto",
                        1));
        Registry latest = new Registry(registry.url(), null, null, false, null);

        Encoding encoding = encoder(
                        latest, "shop.Other.Total", type("kind STRING", "total ROW<cents INT>"), "t", "kind", "total")
                .encode(GenericRowData.of(StringData.fromString("SOME"), GenericRowData.of(5)));

        assertThat(encoding.bytes()).containsExactly(0, 0, 0, 0, 2, 4, 0, 0, 18, 2, 8, 5, 72, 1);
        assertThat(registry.versions("t-value")).containsExactly(2);
    }

    @Test
    void isRefusedIfItsColumnsDoNotFitTheLatestMessage() {
        Registry latest = new Registry(registry.url(), null, null, false, null);

        assertThatThrownBy(() -> encoder(latest, null, TOTALS, "t", "n"))
                .hasMessage("the schema registry has no subject 't-value', and registry.register is false; register a"
                        + " schema, or leave register out");

        registry.addVersion(
                "t-value", RegistryServer.schema("PROTOBUF", "syntax = \"proto3\"; message A { string n = 1; }"));
        assertThatThrownBy(() -> encoder(latest, null, TOTALS, "t", "n"))
                .hasMessage("columns do not fit A: column 'n': it is string in A, not INT; use STRING");
        assertThatThrownBy(() -> encoder(latest, "shop.Bonus", TOTALS, "t", "n"))
                .hasMessage(
                        "format.protobuf.message: there is no message 'shop.Bonus' in schema 1, the latest of subject 't-value';"
                                + " there are A");

        registry.addVersion(
                "t-value", RegistryServer.schema("PROTOBUF", "syntax = \"proto3\"; message A { } message B { }"));
        assertThatThrownBy(() -> encoder(latest, null, TOTALS, "t", "n"))
                .hasMessageStartingWith("format.protobuf.message is missing: the file 'schema' has 2 messages");

        registry.addVersion("t-value", RegistryServer.schema("AVRO", "\"int\""));
        assertThatThrownBy(() -> encoder(latest, null, TOTALS, "t", "n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("schema 3, the latest of subject 't-value', is AVRO, not Protobuf");
    }

    private static ProtobufEncoder encoder(
            Registry registry, String message, RowType row, String topic, String... columns) {
        return Messages.encoder(new ProtobufOptions(registry, message), row, List.of(columns), topic, false);
    }

    private static RowType type(String... columns) {
        return Messages.type(Arrays.stream(columns).map(Messages::column).toArray(Column[]::new));
    }

    /** A record of the first message of its schema, as the library reads it. */
    private String text(Encoding encoding) throws Exception {
        assertThat(encoding.rejection()).isNull();
        ByteBuffer record = ByteBuffer.wrap(encoding.bytes());
        assertThat(record.get()).isZero();
        int id = record.getInt();
        assertThat(record.get()).isZero();
        byte[] message = new byte[record.remaining()];
        record.get(message);
        return TextFormat.printer()
                .emittingSingleLine(true)
                .escapingNonAscii(false)
                .printToString(DynamicMessage.parseFrom(
                        RegisteredFiles.of(registry.text(id)).getMessageTypes().get(0), message))
                .strip();
    }
}
