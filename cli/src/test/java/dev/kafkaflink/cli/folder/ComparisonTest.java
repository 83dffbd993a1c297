package dev.kafkaflink.cli.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void orderAndKeysDoNotCountUnlessAnExpectedLineHasAKey() {
        List<InputLine> actual = lines("a\t{\"n\":1.0}", "b\t{\"n\":2}");

        assertThat(Comparison.of("t", lines("{\"n\":2}", "{\"n\":1}"), actual).lines())
                .containsExactly("t: 2 records, all as expected");
        assertThat(Comparison.of("t", lines("b\t{\"n\":1}", "b\t{\"n\":2}"), actual)
                        .lines())
                .containsExactly(
                        "t: 1 missing, 1 too many (2 expected, 2 there)",
                        "  expected  b\t{\"n\":1}",
                        "  there     a\t{\"n\":1}",
                        "  differs   (key): b expected, a there");
    }

    @Test
    void nearestRecordsStandTogether() {
        List<InputLine> expected = lines("{\"id\":1,\"n\":1,\"m\":1}", "{\"id\":2,\"n\":5,\"m\":1}", "text");
        List<InputLine> actual = lines("{\"id\":2,\"n\":6,\"m\":1}", "{\"id\":9,\"n\":9,\"m\":9}", "texts");

        assertThat(Comparison.of("t", expected, actual).lines())
                .containsExactly(
                        "t: 3 missing, 3 too many (3 expected, 3 there)",
                        "  expected  {\"id\":2,\"m\":1,\"n\":5}",
                        "  there     {\"id\":2,\"m\":1,\"n\":6}",
                        "  differs   n: 5 expected, 6 there",
                        "  missing   text",
                        "  missing   {\"id\":1,\"m\":1,\"n\":1}",
                        "  too many  texts",
                        "  too many  {\"id\":9,\"m\":9,\"n\":9}");
    }

    @Test
    void onlyTheFirstDifferencesAreShown() {
        List<InputLine> expected = IntStream.range(0, 23)
                .mapToObj(i -> InputLine.of(("value " + i).getBytes(UTF_8)))
                .toList();

        assertThat(Comparison.of("t", expected, List.of()).lines())
                .hasSize(22)
                .last()
                .isEqualTo("  ... and 3 more");
    }

    @Test
    void ofATopicOfNewestRecordsTheLastOfEachKeyIsLeft() {
        List<InputLine> records = lines(
                "{\"id\":1,\"at\":2}\t{\"n\":1}",
                "{\"id\":2}\t{\"n\":1}",
                "{\"at\":2.0,\"id\":1}\t{\"n\":2}",
                "{\"id\":2}\t",
                "{\"id\":3}\t",
                "{\"id\":4}\t",
                "{\"id\":4}\t{\"n\":4}",
                "without a key",
                "without a key");

        assertThat(Comparison.newest(records))
                .extracting(InputLine::canonical)
                .containsExactly(
                        "{\"at\":2,\"id\":1}\t{\"n\":2}",
                        "{\"id\":4}\t{\"n\":4}",
                        "\twithout a key",
                        "\twithout a key");
    }

    private static List<InputLine> lines(String... lines) {
        return Stream.of(lines).map(line -> InputLine.of(line.getBytes(UTF_8))).toList();
    }
}
