package dev.kafkaflink.job.format.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Matcher;
import dev.kafkaflink.crds.table.TextOptions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions, and what they name or what is wrong with them. */
class GrokPatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '~',
            textBlock =
                    """
        %{WORD:a} %{INT:b}                ¦ x 1               ¦ a=x b=1
        %{WORD:a}-(?<b>[xyz]+)            ¦ x-yy              ¦ a=x b=yy
        (?P<a>x|y)(?<b>.*)                ¦ yz                ¦ a=y b=z
        (x)(%{INT:a})(?:y)(?i)Z           ¦ x1yz              ¦ a=1
        \\(%{WORD:a}\\) [(]%{WORD:b}[)]   ¦ (x) (y)           ¦ a=x b=y
        []%{WORD:a}(]+%{WORD:b}           ¦ %{WORD:a}(x       ¦ b=x
        [^]\\](]%{WORD:a}                 ¦ -x                ¦ a=x
        [[:digit:](]%{WORD:a}             ¦ (x                ¦ a=x
        \\Q(%{a}[\\E%{WORD:a}             ¦ (%{a}[x           ¦ a=x
        100%% %{WORD:a}                   ¦ 100%% x           ¦ a=x
        (?:%{INT:a}|%{WORD:a})            ¦ x                 ¦ a=x
        %{INT:a}(?: %{WORD:b})?           ¦ 1                 ¦ a=1
        %{PAIR:a}                         ¦ (1,2)             ¦ a=(1,2) x=1
        %{HOSTPORT}/%{INT:a}              ¦ db:5432/1         ¦ a=1
        %{WORD:other} %{WORD:a}           ¦ x y               ¦ a=y
        (?:%{WORD:a} )+                   ¦ ~x y ~            ¦ a=y
        %{INT:a}                          ¦ 1 x               ¦ no match
        ^%{INT:a}$                        ¦ 1                 ¦ a=1
        .*?%{INT:a}.*                     ¦ x 12 y            ¦ a=12
        """)
    void captures(String expression, String line, String expected) {
        GrokPattern pattern = GrokPattern.of(
                new TextOptions(expression, Map.of("PAIR", "\\(%{INT:x},%{INT:y}\\)"), null, null),
                List.of("a", "b", "x"));
        Matcher matcher = pattern.regex().matcher(line);

        assertThat(matcher.matches() ? captured(pattern, matcher) : "no match").isEqualTo(expected);
    }

    private static String captured(GrokPattern pattern, Matcher matcher) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(pattern.groups()).forEach((name, groups) -> groups.stream()
                .map(matcher::group)
                .filter(value -> value != null)
                .findFirst()
                .ifPresent(value -> text.append(name).append('=').append(value).append(' ')));
        return text.toString().trim();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        %{IPORHOTS:a}       | text.pattern names a pattern 'IPORHOTS' that does not exist; did you mean 'IPORHOST'?
        %{:a}               | text.pattern names a pattern '' that does not exist
        %{INT:a             | text.pattern has a '%{' without a '}'; write \\%\\{ if these characters are meant
        %{INT:a:int}        | text.pattern says a type in %{INT:a:int}, but the type is that of the column; write %{INT:a}
        (?=x)               | text.pattern has '(?=' and looks ahead or behind, which cannot be done in linear time; describe the text that is to stand there, and capture a part of it
        (?<!x)y             | text.pattern has '(?<!' and looks ahead or behind, which cannot be done in linear time; describe the text that is to stand there, and capture a part of it
        (?>x)               | text.pattern has an atomic group '(?>', which is not needed, since no match is tried twice; write '(?:'
        (x)\\1              | text.pattern refers back by '\\1' to a part of the match, which cannot be done in linear time; compare the two in the query
        x++                 | text.pattern is no regular expression: invalid nested repetition operator '++'; a possessive quantifier is not needed, since no match is tried twice: leave its last sign out
        (x                  | text.pattern has a '(' without a ')'
        a[x                 | text.pattern is no regular expression: missing closing ] '[x'
        x)                  | text.pattern has a ')' without a '('; write '\\)' if the character is meant
        a\\y                | text.pattern is no regular expression: invalid escape sequence '\\y'
        %{MINE}             | text.patterns.MINE has '(?!' and looks ahead or behind, which cannot be done in linear time; describe the text that is to stand there, and capture a part of it
        """)
    void says(String expression, String problem) {
        Map<String, String> patterns = expression.contains("MINE") ? Map.of("MINE", "(?!x)") : Map.of();

        assertThatThrownBy(() -> GrokPattern.of(new TextOptions(expression, patterns, null, null), List.of("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem);
    }

    @Test
    void aPatternIsWholeByItself() {
        assertThatThrownBy(() -> GrokPattern.of(
                        new TextOptions("(%{A}%{B}", Map.of("A", "x)", "B", "(y)"), null, null), List.of()))
                .hasMessage("text.patterns.A has a ')' without a '('; write '\\)' if the character is meant");
    }

    @Test
    void refusesPatternsWithoutAnEnd() {
        assertThatThrownBy(() -> GrokPattern.of(
                        new TextOptions("%{A}", Map.of("A", "x%{B}?", "B", "y%{A}?"), null, null), List.of()))
                .hasMessage("text.patterns.A contains itself: A > B > A; give one of them another name");
        assertThatThrownBy(() ->
                        GrokPattern.of(new TextOptions("%{INT}", Map.of("INT", "%{INT}|-"), null, null), List.of()))
                .hasMessage("text.patterns.INT contains itself: INT > INT; give one of them another name");
    }

    @Test
    void refusesPatternsThatGrowWithoutMeasure() {
        Map<String, String> patterns = new TreeMap<>();
        patterns.put("A0", "x".repeat(10));
        for (int i = 1; i < 40; i++) {
            patterns.put("A" + i, "%{A" + (i - 1) + "}%{A" + (i - 1) + '}');
        }

        assertThatThrownBy(() -> GrokPattern.of(new TextOptions("%{A39}", patterns, null, null), List.of()))
                .hasMessageEndingWith(" is longer than 200000 characters with all patterns in their places");
    }

    @Test
    void ownPatternsTakeThePlaceOfStandardOnes() {
        GrokPattern pattern =
                GrokPattern.of(new TextOptions("%{NUMBER:a}", Map.of("BASE10NUM", "[ivx]+"), null, null), List.of("a"));

        assertThat(pattern.regex().matches("xiv")).isTrue();
        assertThat(pattern.regex().matches("14")).isFalse();
    }
}
