package dev.kafkaflink.job.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.registry.RegistryAccess;
import dev.kafkaflink.registry.RegistryServer;
import dev.kafkaflink.registry.SchemaRegistry;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A file of messages, and what it imports, from a registry. */
class RegisteredFilesTest {
    private static final String MONEY = "syntax = \"proto3\"; package shop; message Money { int64 cents = 1; }";

    private final RegistryServer server = RegistryServer.start();
    private final SchemaRegistry registry =
            RegistryAccess.of(new Registry(server.url())).open();

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void followsReferences() throws Exception {
        server.addVersion("money", RegistryServer.schema("PROTOBUF", MONEY));
        server.addVersion("money", RegistryServer.schema("PROTOBUF", MONEY.replace("cents", "pence")));
        server.addVersion(
                "items",
                RegistryServer.schema(
                        "PROTOBUF",
                        "syntax = \"proto3\"; package shop; import public \"shop/money.proto\";"
                                + " message Item { Money price = 1; }",
                        "shop/money.proto",
                        "money",
                        1));
        int id = server.add(RegistryServer.schema(
                "PROTOBUF",
                "syntax = \"proto3\"; package shop; import \"item.proto\"; import \"google/protobuf/timestamp.proto\";"
                        + " message Order { Item item = 1; Money total = 2; google.protobuf.Timestamp at = 3; }",
                "item.proto",
                "items",
                1));

        Descriptor order = file(id).getMessageTypes().get(0);

        Descriptor money = order.findFieldByName("total").getMessageType();
        assertThat(money.findFieldByName("cents")).isNotNull();
        assertThat(order.findFieldByName("item")
                        .getMessageType()
                        .findFieldByName("price")
                        .getMessageType())
                .isSameAs(money);
        assertThat(WellKnown.of(order.findFieldByName("at").getMessageType())).isEqualTo(WellKnown.TIMESTAMP);
    }

    /** One of options says nothing of records. */
    @Test
    void needsNoImportOfWhichItHasNothing() throws Exception {
        int id = server.add(RegistryServer.schema(
                "PROTOBUF",
                "syntax = \"proto3\"; import \"buf/validate/validate.proto\";"
                        + " message A { int32 a = 1 [(buf.validate.field).int32.gt = 0]; }"));

        assertThat(file(id).getMessageTypes().get(0).findFieldByName("a")).isNotNull();
    }

    /** As some clients register it, and some registries keep it. */
    @Test
    void takesADescriptorInBase64() throws Exception {
        byte[] descriptor = RegisteredFiles.of(MONEY).toProto().toByteArray();
        server.addVersion(
                "money", RegistryServer.schema("PROTOBUF", Base64.getEncoder().encodeToString(descriptor)));
        int id = server.add(RegistryServer.schema(
                "PROTOBUF",
                "syntax = \"proto3\"; import \"m.proto\"; message Order { shop.Money total = 1; }",
                "m.proto",
                "money",
                1));

        assertThat(file(id).getMessageTypes().get(0).findFieldByName("total").getMessageType())
                .extracting(Descriptor::getFullName)
                .isEqualTo("shop.Money");
    }

    @Test
    void saysWhichReferenceIsOfNoUse() {
        String order = "syntax = \"proto3\"; import \"m.proto\"; message Order { shop.Money total = 1; }";
        int missing = server.add(RegistryServer.schema("PROTOBUF", order, "m.proto", "money", 3));
        server.addVersion("avro", RegistryServer.schema("AVRO", "\"int\""));
        int avro = server.add(RegistryServer.schema("PROTOBUF", order, "m.proto", "avro", 1));
        server.addVersion("self", RegistryServer.schema("PROTOBUF", order, "m.proto", "self", 1));
        int self = server.add(RegistryServer.schema("PROTOBUF", order, "m.proto", "self", 1));

        assertThatThrownBy(() -> file(missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("refers to version 3 of subject 'money', which the registry does not have");
        assertThatThrownBy(() -> file(avro)).hasMessage("is AVRO, not Protobuf");
        assertThatThrownBy(() -> file(self)).hasMessage("refers to itself, by 'm.proto'");
    }

    private FileDescriptor file(int id) throws Exception {
        return RegisteredFiles.of(registry.byId(id).orElseThrow(), registry);
    }
}
