package dev.kafkaflink.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.crds.table.Registry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against a registry over HTTP. */
class HttpRegistryTest {
    private static final String LONG = "\"long\"";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final RegistryServer server = RegistryServer.start();
    private final HttpRegistry registry = new HttpRegistry(server.url(), null, LIMIT);

    @TempDir
    private Path secret;

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void registersAndFinds() throws Exception {
        int id = registry.register("a b/c-value", "AVRO", LONG);

        assertThat(registry.byId(id)).contains(new RegisteredSchema(id, "AVRO", LONG));
        assertThat(registry.latest("a b/c-value")).contains(new RegisteredSchema(id, "AVRO", LONG));
        assertThat(server.requests()).startsWith("POST /subjects/a%20b%2Fc-value/versions");
    }

    @Test
    void registersOneSchemaOnce() throws Exception {
        assertThat(registry.register("s", "AVRO", LONG)).isEqualTo(registry.register("s", "AVRO", LONG));
        assertThat(server.versions("s")).hasSize(1);
    }

    @Test
    void findsAVersionAndWhatItRefersTo() throws Exception {
        server.addVersion("money.proto", RegistryServer.schema("PROTOBUF", "message Money {}"));
        server.addVersion("money.proto", RegistryServer.schema("PROTOBUF", "message Money { int32 a = 1; }"));
        int order = server.add(
                RegistryServer.schema("PROTOBUF", "import \"money.proto\";", "money.proto", "money.proto", 2));

        RegisteredSchema found = registry.byId(order).orElseThrow();

        assertThat(found.type()).isEqualTo(RegisteredSchema.PROTOBUF);
        assertThat(found.references()).containsExactly(new RegisteredSchema.Reference("money.proto", "money.proto", 2));
        assertThat(registry.version("money.proto", 1))
                .contains(new SubjectVersion(1, new RegisteredSchema(1, "PROTOBUF", "message Money {}")));
        assertThat(registry.version("money.proto", 3)).isEmpty();
        assertThat(registry.latest("money.proto")).map(RegisteredSchema::id).contains(2);
    }

    @Test
    void registersOtherTypesByName() throws Exception {
        int id = registry.register("s", "PROTOBUF", "message A {}");

        assertThat(registry.byId(id)).contains(new RegisteredSchema(id, "PROTOBUF", "message A {}"));
        assertThat(registry.register("s", "PROTOBUF", "message A {}")).isEqualTo(id);
    }

    @Test
    void findsNoneThatIsNotThere() throws Exception {
        assertThat(registry.byId(7)).isEmpty();
        assertThat(registry.latest("nobody's")).isEmpty();
    }

    @Test
    void liesUnderAPathAsApicuriosDoes() throws Exception {
        try (RegistryServer apicurio = RegistryServer.start("/apis/ccompat/v7")) {
            HttpRegistry client = new HttpRegistry(apicurio.url() + "/", null, LIMIT);

            assertThat(client.byId(client.register("s", "AVRO", LONG))).isPresent();
        }
    }

    /** Else each record would be a dead letter where only an address is wrong. */
    @Test
    void aWrongAddressIsNoMissingSchema() {
        HttpRegistry wrong = new HttpRegistry(server.url() + "/api", null, LIMIT);

        assertThatThrownBy(() -> wrong.byId(1))
                .isInstanceOf(RegistryRefusalException.class)
                .hasMessage("the schema registry at " + server.url()
                        + "/api answers /schemas/ids/1 with 404; is registry.url"
                        + " the address of the API? Apicurio has it under /apis/ccompat/v7");
    }

    @Test
    void refusesWhatIsNotCompatible() throws Exception {
        registry.register("s", "AVRO", LONG);

        assertThatThrownBy(() -> registry.register("s", "AVRO", "\"string\""))
                .isInstanceOfSatisfying(RegistryRefusalException.class, refusal -> assertThat(refusal.isIncompatible())
                        .isTrue())
                .hasMessageContaining("with 409: Schema being registered is incompatible");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void isUnavailable(int status) {
        server.fail(status, "{\"message\":\"later\"}", Map.of());

        assertThatThrownBy(() -> registry.byId(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessage("the schema registry at " + server.url() + " answers /schemas/ids/1 with " + status
                        + ": later");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>hello</html>", "[]", "{\"schema\":1}"})
    void isUnavailableIfItAnswersSomethingElse(String body) {
        server.fail(200, body, Map.of());

        assertThatThrownBy(() -> registry.byId(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("what is no answer of a schema registry");
    }

    @Test
    void isUnavailableIfNobodyListens() {
        server.close();

        assertThatThrownBy(() -> registry.byId(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessage("the schema registry at " + server.url()
                        + " does not answer: ConnectException (/schemas/ids/1)");
    }

    @Test
    void isUnavailableIfItIsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpRegistry client =
                    new HttpRegistry("http://127.0.0.1:" + silent.getLocalPort(), null, Duration.ofMillis(300));

            assertThatThrownBy(() -> client.byId(1)).isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @Test
    void isUnavailableIfItDoesNotEnd() {
        server.fail(200, "x".repeat((16 << 20) + 1), Map.of());

        assertThatThrownBy(() -> registry.byId(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("it answers with more than 16777216 bytes");
    }

    @Test
    void followsNoRedirect() {
        try (RegistryServer other = RegistryServer.start()) {
            server.fail(307, "", Map.of("Location", "http://me:secret@other/schemas/ids/1"));

            assertThatThrownBy(() -> registry.byId(1))
                    .isInstanceOf(RegistryRefusalException.class)
                    .hasMessageEndingWith("redirects are not followed: set registry.url to where it sends to,"
                            + " http://other/schemas/ids/1");
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void sendsAUser() throws Exception {
        server.setUser("me", "pass:wörd");
        put("username", "me\n");
        put("password", "pass:wörd");

        assertThat(withSecret().byId(1)).isEmpty();
    }

    @Test
    void sendsAToken() throws Exception {
        server.setToken("abc");
        put("token", "abc\n");

        assertThat(withSecret().byId(1)).isEmpty();
    }

    @Test
    void readsASecretAgainThatIsRefused() throws Exception {
        server.setUser("me", "old");
        put("username", "me");
        put("password", "old");
        HttpRegistry client = withSecret();
        client.byId(1);

        server.setUser("me", "new");
        put("password", "new");

        assertThat(client.byId(1)).isEmpty();
    }

    @Test
    void tellsNoneOfItsCredentials() throws Exception {
        server.setUser("me", "right");
        put("username", "me");
        put("password", "WRONG");

        assertThatThrownBy(() -> withSecret().byId(1))
                .isInstanceOf(RegistryRefusalException.class)
                .hasMessage("the schema registry at " + server.url()
                        + " answers /schemas/ids/1 with 401: Unauthorized; look"
                        + " at the credentials in the Secret that registry.secret names");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void doesNotRepeatATokenThatIsNone() throws Exception {
        put("token", "top\nsecret");

        assertThatThrownBy(() -> withSecret().byId(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessage("no credentials for the schema registry at " + server.url()
                        + ": the token of the Secret that is mounted at " + secret
                        + " has characters that no header takes")
                .hasStackTraceContaining("no header takes")
                .satisfies(failure -> assertThat(failure.getCause()).hasMessageNotContaining("top"));
    }

    /** Nor is an address repeated that has one. */
    @Test
    void hasNoUserInItsAddress() {
        assertThatThrownBy(() -> RegistryAccess.of(new Registry("http://me:topsecret@registry")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("registry.url is http:// or https://")
                .hasMessageNotContaining("topsecret");
    }

    @Test
    void asksForASecretIfThereIsNone() {
        server.setUser("me", "right");

        assertThatThrownBy(() -> registry.byId(1))
                .isInstanceOf(RegistryRefusalException.class)
                .hasMessageEndingWith("; name a Secret with credentials: registry.secret");
    }

    @Test
    void saysWhereCredentialsShouldBe() throws Exception {
        put("password", "topsecret");

        assertThatThrownBy(() -> withSecret().byId(1))
                .hasMessage("no credentials for the schema registry at " + server.url()
                        + ": the Secret that is mounted at " + secret
                        + " has neither a token nor a username with a password");
    }

    private HttpRegistry withSecret() {
        return new HttpRegistry(server.url(), Credentials.in(secret), LIMIT);
    }

    private void put(String file, String content) throws IOException {
        Files.writeString(secret.resolve(file), content);
    }
}
