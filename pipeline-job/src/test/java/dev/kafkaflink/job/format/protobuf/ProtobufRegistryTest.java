package dev.kafkaflink.job.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.ProtobufOptions;
import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.job.format.DecoderUnavailableException;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.registry.RegistryServer;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records of several schemas of a registry become rows by the schema that each was written with. */
class ProtobufRegistryTest {
    private static final String FIRST =
            """
            syntax = "proto3"; package shop;
            message Order { int32 id = 1; string customer = 2; Item item = 3; message Item { string name = 1; } }
            message Refund { int32 id = 1; }""";
    private static final String SECOND =
            """
            syntax = "proto3"; package shop;
            message Order {
              string currency = 4; int64 id = 1; string buyer = 2; Item item = 3;
              message Item { int32 count = 2; string name = 1; }
            }
            message Refund { int32 id = 1; }""";

    private final RegistryServer registry = RegistryServer.start();
    private final int first = registry.add(RegistryServer.schema("PROTOBUF", FIRST));
    private final int second = registry.add(RegistryServer.schema("PROTOBUF", SECOND));

    @AfterEach
    void end() {
        registry.close();
    }

    @Test
    void readsEachRecordByItsOwnSchema() throws Exception {
        ProtobufDecoder decoder = decoder(
                null, "id BIGINT NOT NULL", "customer STRING", "currency STRING", "item ROW<name STRING, `count` INT>");

        assertThat(row(decoder, message(first, FIRST, "id: 1 customer: 'ann' item { name: 'tea' }")))
                .isEqualTo("+I(1,ann,null,+I(tea,null))");
        assertThat(row(
                        decoder,
                        message(
                                second,
                                SECOND,
                                "id: 5000000000 buyer: 'bob' currency: 'EUR' item { name: 'tea' count: 3 }")))
                .isEqualTo("+I(5000000000,null,EUR,+I(tea,3))");
        assertThat(row(decoder, message(first, FIRST, "id: 2"))).isEqualTo("+I(2,,null,null)");
        assertThat(registry.requests()).containsExactly("GET /schemas/ids/1", "GET /schemas/ids/2");
    }

    @Test
    void theIndexSaysWhichMessageItIs() throws Exception {
        ProtobufDecoder any = decoder(null, "id BIGINT", "customer STRING", "name STRING");
        byte[] refund = {8, 7};
        byte[] item = {10, 1, 'x'};

        assertThat(row(any, Messages.framed(first, refund, 1))).isEqualTo("+I(7,null,null)");
        assertThat(row(any, Messages.framed(first, item, 0, 0))).isEqualTo("+I(null,null,x)");
        assertThat(row(any, Messages.framed(first, refund, 5)))
                .isEqualTo("the index of the message, behind the schema's id: there is no message [5] in the schema");
        assertThat(row(decoder("shop.Order", "id BIGINT"), Messages.framed(first, refund, 1)))
                .isEqualTo("expected a message shop.Order, found shop.Refund");
        assertThat(row(decoder("shop.Refund", "id BIGINT"), Messages.framed(first, refund, 1)))
                .isEqualTo("+I(7)");
    }

    @Test
    void saysWhatDoesNotFit() throws Exception {
        byte[] order = message(first, FIRST, "id: 1 customer: 'ann'");

        assertThat(row(decoder(null, "customer INT"), order))
                .isEqualTo(
                        "columns do not fit shop.Order in schema 1 of the schema registry: in 'customer': it is string in"
                                + " shop.Order, not INT; use STRING");
        assertThat(row(decoder(null, "id INT", "currency STRING NOT NULL"), order))
                .isEqualTo("column 'currency': has no field in shop.Order, but must have a value");
        assertThat(row(decoder(null, "item ROW<name STRING> NOT NULL"), order))
                .isEqualTo("column 'item': is not set, but must have a value");
    }

    @Test
    void rejectsRecordsOfWhichThereIsNoSchema() throws Exception {
        int avro = registry.add("\"int\"");
        int broken = registry.add(RegistryServer.schema("PROTOBUF", "message {"));
        ProtobufDecoder decoder = decoder(null, "id INT");

        assertThat(row(decoder, Messages.framed(77, new byte[0])))
                .isEqualTo("the schema registry at " + registry.url() + " has no schema of id 77");
        assertThat(row(decoder, Messages.framed(avro, new byte[0])))
                .isEqualTo("schema 3 of the schema registry is AVRO, not Protobuf");
        assertThat(row(decoder, Messages.framed(broken, new byte[0])))
                .startsWith(
                        "schema 4 of the schema registry is no .proto file that can be read: Syntax error in schema:1:9");
        assertThat(row(decoder, new byte[] {'{', '}'}))
                .isEqualTo("expected Confluent's framing (a byte of value 0 and a schema's id), found 2 bytes");
        assertThat(decoder.decode(null, null).rejection()).isEqualTo("empty value (tombstone)");
    }

    @Test
    void failsTheTaskIfTheRegistryRefusesIt() throws Exception {
        ProtobufDecoder decoder = decoder(null, "id INT");
        registry.fail(403, "{\"error_code\":403,\"message\":\"no\"}", Map.of());

        assertThatThrownBy(() -> decoder.decode(Messages.framed(first, new byte[0]), null))
                .isInstanceOf(DecoderUnavailableException.class)
                .hasMessageStartingWith("the schema of id 1 is not known: the schema registry at " + registry.url());
        assertThat(row(decoder, Messages.framed(first, new byte[0]))).isEqualTo("+I(0)");
    }

    /** The registry may be known to have the schema, and not what it refers to. */
    @Test
    void failsTheTaskIfTheRegistryDoesNotSayWhatASchemaRefersTo() throws Exception {
        registry.addVersion("money", RegistryServer.schema("PROTOBUF", "syntax = \"proto3\"; message Money { }"));
        int order = registry.add(RegistryServer.schema(
                "PROTOBUF",
                "syntax = \"proto3\"; import \"money.proto\"; message Order { Money total = 1; }",
                "money.proto",
                "money",
                1));
        ProtobufDecoder decoder = decoder(null, "total ROW<cents INT>");
        registry.fail(200, registry.answer(order), Map.of());
        registry.fail(403, "{\"error_code\":403,\"message\":\"no\"}", Map.of());

        assertThatThrownBy(() -> decoder.decode(Messages.framed(order, new byte[0]), null))
                .isInstanceOf(DecoderUnavailableException.class)
                .hasMessageContaining("answers /subjects/money/versions/1 with 403");
        assertThat(row(decoder, Messages.framed(order, new byte[] {10, 0}))).isEqualTo("+I(+I(null))");
    }

    private ProtobufDecoder decoder(String message, String... columns) {
        return Messages.decoder(
                new ProtobufOptions(new Registry(registry.url()), message),
                Arrays.stream(columns).map(Messages::column).toArray(Column[]::new));
    }

    /** A record of the file's first message, written by the library. */
    private static byte[] message(int id, String schema, String text) throws Exception {
        FileDescriptor file = RegisteredFiles.of(schema);
        DynamicMessage.Builder message =
                DynamicMessage.newBuilder(file.getMessageTypes().get(0));
        TextFormat.merge(text, message);
        return Messages.framed(id, message.build().toByteArray());
    }

    private static String row(ProtobufDecoder decoder, byte[] record) {
        Decoding decoding = decoder.decode(record, null);
        return decoding.isRejected()
                ? decoding.rejection()
                : decoding.rows().get(0).toString();
    }
}
