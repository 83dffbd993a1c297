package dev.kafkaflink.job.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Column.Epoch;
import dev.kafkaflink.crds.table.JsonOptions;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Projection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/**
 * Whatever a record's value is, the decoder gives a row or a rejection. The values are not made by our encoder, so that they
 * go where it never would. A value that once made it throw is kept as a file in {@code never-throws}.
 */
class JsonNeverThrowsTest {
    private static final Path ONCE_FAILED = Path.of("src", "test", "resources", "never-throws");
    private static final List<String> TYPES = List.of(
            "BOOLEAN",
            "TINYINT",
            "SMALLINT",
            "INT",
            "BIGINT",
            "FLOAT",
            "DOUBLE",
            "DECIMAL(5, 2)",
            "DECIMAL(38, 0)",
            "DECIMAL(38, 38)",
            "STRING",
            "CHAR(3)",
            "VARCHAR(2)",
            "BINARY(2)",
            "BYTES",
            "DATE",
            "TIME(3)",
            "TIMESTAMP(9)",
            "TIMESTAMP_LTZ(3)",
            "ARRAY<BIGINT>",
            "MAP<STRING, DECIMAL(10, 2)>",
            "ROW<c BIGINT, d ARRAY<ROW<c STRING NOT NULL>>>");
    private static final List<JsonDecoder> DECODERS = Stream.concat(
                    TYPES.stream().map(JsonNeverThrowsTest::decoder), times())
            .toList();

    @Example
    void overWhatOnceFailed() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(ONCE_FAILED)) {
            files = all.sorted().toList();
        }

        assertThat(files).isNotEmpty();
        for (Path file : files) {
            decodesOrRejects(Files.readAllBytes(file));
        }
    }

    @Property(tries = 500)
    void overBytes(@ForAll byte[] value) {
        decodesOrRejects(value);
    }

    @Property(tries = 500)
    void overNumbers(@ForAll("numbers") String number) {
        decodesOrRejects(bytes("{\"c\":" + number + "}"));
        decodesOrRejects(bytes("{\"c\":[" + number + "]}"));
        decodesOrRejects(bytes("{\"c\":{\"c\":" + number + "}}"));
    }

    @Property(tries = 500)
    void overDocuments(@ForAll("documents") String document) {
        decodesOrRejects(bytes(document));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void overBrokenDocuments(@ForAll("documents") String document, @ForAll int at, @ForAll byte other) {
        byte[] value = bytes(document);
        int index = Math.floorMod(at, value.length);
        decodesOrRejects(Arrays.copyOf(value, index));
        value[index] = other;
        decodesOrRejects(value);
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> digits = Arbitraries.oneOf(
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(25),
                Arbitraries.of("0", "1", "9")
                        .flatMap(digit -> Arbitraries.of(1, 18, 19, 38, 39, 400, 999, 1000, 1001, 3000)
                                .map(digit::repeat)));
        Arbitrary<String> sign = Arbitraries.of("", "-", "+");
        Arbitrary<String> fraction = digits.map(text -> "." + text);
        Arbitrary<String> exponent = Combinators.combine(
                        Arbitraries.of("e", "E"),
                        sign,
                        Arbitraries.oneOf(
                                digits,
                                Arbitraries.longs().between(0, Long.MAX_VALUE).map(String::valueOf),
                                Arbitraries.of("2147483646", "2147483647", "2147483648", "2147483649", "036854775808")))
                .as((e, s, d) -> e + s + d);
        return Combinators.combine(
                        sign,
                        digits,
                        Arbitraries.oneOf(Arbitraries.just(""), fraction),
                        Arbitraries.oneOf(Arbitraries.just(""), exponent))
                .as((s, d, f, e) -> s + d + f + e);
    }

    @Provide
    Arbitrary<String> documents() {
        return documents(3);
    }

    /** Of a bounded depth: what nests as chance will have it is now and then larger than the memory. */
    private Arbitrary<String> documents(int depth) {
        return Combinators.combine(names(), values(depth))
                .as((name, value) -> name + ":" + value)
                .list()
                .ofMaxSize(3)
                .map(fields -> "{" + String.join(",", fields) + "}");
    }

    private Arbitrary<String> values(int depth) {
        if (depth == 0) {
            return scalars();
        }
        Arbitrary<String> nested = Arbitraries.oneOf(scalars(), documents(depth - 1));
        return Arbitraries.oneOf(
                scalars(),
                nested.list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]"),
                documents(depth - 1),
                Combinators.combine(Arbitraries.of("[", "{\"c\":", "{\"x\":["), Arbitraries.of(1, 10, 999, 1000, 1001))
                        .as(String::repeat));
    }

    private Arbitrary<String> scalars() {
        return Arbitraries.oneOf(
                numbers(),
                strings(),
                Arbitraries.of(
                        "null",
                        "true",
                        "false",
                        "nul",
                        "NaN",
                        "-Infinity",
                        "\"2013-13-45T99:99:99\"",
                        "\"-0001-01-01\""));
    }

    private static Arbitrary<String> names() {
        return Arbitraries.oneOf(Arbitraries.of("\"c\"", "\"d\"", "\"\\u0063\""), strings());
    }

    private static Arbitrary<String> strings() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(5),
                Arbitraries.integers().between(0, 0xFFFF).map("\\u%04x"::formatted),
                Arbitraries.of("\\ud800", "\\udc00", "\\uD83D\\uDE00", "\\", "\\x", "\n", "é", "x".repeat(300)));
        return pieces.list().ofMaxSize(4).map(list -> '"' + String.join("", list) + '"');
    }

    private static void decodesOrRejects(byte[] value) {
        for (JsonDecoder decoder : DECODERS) {
            Decoding decoding = decoder.decode(value, null);
            assertThat(decoding.rows() == null).isEqualTo(decoding.rejection() != null);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Stream<JsonDecoder> times() {
        return Stream.of("TIMESTAMP(3)", "TIMESTAMP_LTZ(9)", "TIME(3)")
                .flatMap(type -> Stream.of(Epoch.values()).map(unit -> new Column("c", type, null, null, unit, null)))
                .map(column -> JsonDecoders.of(JsonOptions.DEFAULT, column));
    }

    private static JsonDecoder decoder(String type) {
        RowType row = RowType.of(
                new LogicalType[] {LogicalTypeParser.parse(type, JsonNeverThrowsTest.class.getClassLoader())},
                new String[] {"c"});
        return JsonDecoders.of(row, Projection.all(row));
    }
}
