package dev.kafkaflink.job.format.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.TextOptions;
import dev.kafkaflink.job.format.Damage;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Projection;
import io.krakens.grok.api.Grok;
import io.krakens.grok.api.GrokCompiler;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.table.data.GenericRowData;

/** What holds of Text for all lines, and against another implementation of Grok, which shares no code with ours. */
class TextPropertyTest {
    private static final List<String> NAMES =
            List.of("clientip", "ident", "auth", "verb", "request", "httpversion", "rawrequest", "response", "bytes");
    private static final Texts STRINGS = Texts.of(
            new TextOptions("%{COMMONAPACHELOG}"),
            NAMES.stream().map(name -> name + " STRING").toArray(String[]::new));
    private static final TextDecoder STRING_DECODER = STRINGS.decoder(Projection.all(STRINGS.type()));
    private static final Texts TYPED = Texts.of(
            new TextOptions("%{COMMONAPACHELOG}", null, Map.of("timestamp", "dd/MMM/yyyy:HH:mm:ss Z"), null),
            "timestamp TIMESTAMP_LTZ(3) NOT NULL",
            "response SMALLINT",
            "bytes BIGINT",
            "httpversion DECIMAL(2, 1)",
            "verb VARCHAR(4)");
    private static final TextDecoder TYPED_DECODER = TYPED.decoder(Projection.all(TYPED.type()));
    private static final TextDecoder NOTHING_BUILT = TYPED.decoder(Projection.of(new int[] {}));
    private static final Grok REFERENCE = reference();

    private static Grok reference() {
        GrokCompiler compiler = GrokCompiler.newInstance();
        compiler.registerDefaultPatterns();
        return compiler.compile("^%{COMMONAPACHELOG}$", true);
    }

    @Provide
    Arbitrary<String> lines() {
        return Combinators.combine(
                        Arbitraries.of(
                                "203.0.113.7", "2001:db8::1", "::ffff:192.0.2.1", "www.example.com", "db-1", "?"),
                        Arbitraries.of("-", "alice", "a.b-c", "o'x"),
                        Arbitraries.of("-", "bob", "b_1"),
                        Arbitraries.of(
                                "31/Jan/2026:12:00:00 +0100",
                                "1/Dec/1999:00:00:59 -0530",
                                "31/Feb/2026:12:00:00 +0000",
                                "31/Jan/2026"),
                        Arbitraries.of(
                                "GET / HTTP/1.1", "POST /a?b=c HTTP/2", "GET /", "-", "", "GET  /x HTTP/1.0", "é 😀"),
                        Arbitraries.of("200", "404", "99999"),
                        Arbitraries.of("0", "5120", "-", "99999999999999999999"))
                .as((client, ident, user, at, request, status, bytes) -> client + ' ' + ident + ' ' + user + " [" + at
                        + "] \"" + request + "\" " + status + ' ' + bytes);
    }

    @Property(tries = 1000)
    void capturesWhatAnotherImplementationDoes(@ForAll("lines") String line) {
        Decoding decoding = STRING_DECODER.decode(line.getBytes(StandardCharsets.UTF_8), null);

        Map<String, Object> expected = REFERENCE.capture(line);
        assertThat(decoding.isRejected()).isEqualTo(expected.isEmpty());
        for (int i = 0; i < NAMES.size() && !decoding.isRejected(); i++) {
            Object field = decoding.rows().get(0).getField(i);
            assertThat(field == null ? null : field.toString()).as(NAMES.get(i)).isEqualTo(expected.get(NAMES.get(i)));
        }
    }

    @Property(tries = 500)
    void neverThrowsOverBytes(@ForAll("lines") String line, @ForAll Random random) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i <= random.nextInt(3); i++) {
            bytes = Damage.of(bytes, random);
        }

        Decoding decoding = TYPED_DECODER.decode(bytes, null);

        assertThat(decoding.rows() == null).isEqualTo(decoding.rejection() != null);
        assertThat(NOTHING_BUILT.decode(bytes, null).rejection()).isEqualTo(decoding.rejection());
    }

    @Property(tries = 500)
    void takesAnyTextAsItIs(@ForAll String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Texts all = Texts.of(new TextOptions("(?s)%{GREEDYDATA:a}x"), "a STRING");

        Decoding decoding = all.decode(Arrays.copyOf(bytes, bytes.length + 1));
        bytes = (text + 'x').getBytes(StandardCharsets.UTF_8);
        Decoding whole = all.decode(bytes);

        assertThat(decoding.isRejected()).isTrue();
        GenericRowData row = whole.rows().get(0);
        assertThat(row.getString(0).toBytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }
}
