package dev.kafkaflink.job.format.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.TextOptions;
import dev.kafkaflink.job.format.Projection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines and the rows that they become, or what is wrong with them. In the tables a $ is a line feed and a % a carriage return. */
class TextDecoderTest {
    private static final TextOptions ACCESS =
            new TextOptions("%{COMMONAPACHELOG}", null, Map.of("timestamp", "dd/MMM/yyyy:HH:mm:ss Z"), null);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        x 1            | [+I(x,1)]
        x 1$           | [+I(x,1)]
        x 1%$          | [+I(x,1)]
        😀 1           | [+I(😀,1)]
        ~ 1~           | [+I(,1)]
        ~x ~           | [+I(x,null)]
        x -            | [+I(x,null)]
        x 1.5          | column 'b': expected INT, found "1.5"
        x 1$$          | the line does not match text.pattern: "x 1\\n"
        x 1%           | the line does not match text.pattern: "x 1\\r"
        x 1$y 2        | the line does not match text.pattern: "x 1\\ny 2"
        x              | the line does not match text.pattern: "x"
        $              | the line does not match text.pattern: ""
        a line that says nothing at all, but this at length | the line does not match text.pattern: "a line that says nothing at all, but thi..."
        ~~             | empty value
        """)
    void reads(String line, String expected) {
        Texts texts = Texts.of(new TextOptions("(?<a>\\S*) (?:(?<b>[0-9.]*)|-)"), "a STRING", "b INT");

        var decoding = texts.decode(line.replace('$', '\n').replace('%', '\r'));

        assertThat(
                        decoding.isRejected()
                                ? decoding.rejection()
                                : decoding.rows().toString())
                .isEqualTo(expected);
    }

    @Test
    void whatIsNotCapturedIsNoValue() {
        TextOptions options = new TextOptions("(?<a>x)?(?<b>[0-9]*)");

        assertThat(Texts.of(options, "a STRING", "b INT").decode("1").rows())
                .containsExactly(GenericRowData.of(null, 1));
        assertThat(Texts.of(options, "a STRING NOT NULL", "b INT").decode("1").rejection())
                .isEqualTo("column 'a': is missing or null, but must have a value");
        assertThat(Texts.of(options, "a STRING", "b INT NOT NULL").decode("x").rejection())
                .isEqualTo("column 'b': is missing or null, but must have a value");
        assertThat(Texts.of(options, "a STRING", "b CHAR(2) NOT NULL")
                        .decode("x")
                        .rows())
                .containsExactly(GenericRowData.of(StringData.fromString("x"), StringData.fromString("  ")));
    }

    @Test
    void readsALogOfAWebServer() {
        Texts texts = Texts.of(
                ACCESS,
                "clientip STRING",
                "timestamp TIMESTAMP_LTZ(3)",
                "response INT",
                "bytes BIGINT",
                "rawrequest STRING");

        assertThat(texts.wrong()).isNull();
        assertThat(texts.decode("203.0.113.7 - - [31/Jan/2026:12:00:00 +0100] \"GET / HTTP/1.1\" 200 5120\n")
                        .rows())
                .hasToString("[+I(203.0.113.7,2026-01-31T11:00,200,5120,null)]");
        assertThat(texts.decode("::1 - - [31/Jan/2026:12:00:00 +0100] \"\\x16\\x03\" 400 -")
                        .rows())
                .hasToString("[+I(::1,2026-01-31T11:00,400,null,\\x16\\x03)]");
        assertThat(texts.decode("::1 - - [31/Feb/2026:12:00:00 +0100] \"GET /\" 400 -")
                        .rejection())
                .isEqualTo("column 'timestamp': expected TIMESTAMP_LTZ(3) (dd/MMM/yyyy:HH:mm:ss Z), found"
                        + " \"31/Feb/2026:12:00:00 +0100\"");
    }

    @Test
    void takesTimesThatAreNumbers() {
        Texts texts = new Texts(
                new TextOptions("%{NUMBER:at}"),
                List.of(new Column("at", "TIMESTAMP_LTZ(3)", null, null, Column.Epoch.Seconds, null)));

        assertThat(texts.decode("1357035300.5").rows()).hasToString("[+I(2013-01-01T10:15:00.500)]");
    }

    @Test
    void rejectsWhatIsNoText() {
        Texts texts = Texts.of(new TextOptions("%{DATA:a}"), "a STRING");

        assertThat(texts.decode((byte[]) null).rejection()).isEqualTo("empty value (tombstone)");
        assertThat(texts.decode(new byte[] {'a', (byte) 0xFF}).rejection()).isEqualTo("invalid UTF-8 at byte 1");
    }

    @Test
    void readsLinesUpToALength() {
        Texts ten = Texts.of(new TextOptions("%{DATA:a}", null, null, 10), "a STRING");
        Texts standard = Texts.of(new TextOptions("%{DATA:a}"), "a STRING");

        assertThat(ten.decode("0123456789\r\n").rows()).hasToString("[+I(0123456789)]");
        assertThat(ten.decode("0123456789x").rejection())
                .isEqualTo("the line has 11 bytes; at most 10 are read, the limit by format.text.maxLength");
        assertThat(standard.decode("x".repeat(1 << 20)).rows()).hasSize(1);
        assertThat(standard.decode("x".repeat((1 << 20) + 1)).isRejected()).isTrue();
    }

    /** With backtracking this would take longer than anybody lives. */
    @Test
    void matchesInLinearTime() {
        Texts texts = Texts.of(new TextOptions("(?<a>(?:(?:x*)*)*)y"), "a STRING");

        assertThat(texts.decode("x".repeat(100_000)).rejection()).startsWith("the line does not match");
        assertThat(texts.decode("x".repeat(100_000) + 'y').rows()).hasSize(1);
    }

    @Test
    void checksWhatIsNotBuilt() {
        Texts texts = Texts.of(new TextOptions("%{WORD:a} %{INT:b} %{WORD:c}"), "a STRING", "b INT", "c VARCHAR(1)");

        assertThat(texts.decoder(new Projection(2, new int[] {1}, new int[] {1}))
                        .decode("x 1 y".getBytes(StandardCharsets.UTF_8), null)
                        .rows())
                .containsExactly(GenericRowData.of(null, 1));
        assertThat(texts.decoder(Projection.of(new int[0]))
                        .decode("x 1 yz".getBytes(StandardCharsets.UTF_8), null)
                        .rejection())
                .isEqualTo("column 'c': expected VARCHAR(1), found \"yz\"");
    }

    @Test
    void namesAllThatIsWrong() {
        assertThat(Texts.of(ACCESS, "clientip STRING", "timestmp TIMESTAMP_LTZ(3)", "x INT")
                        .wrong())
                .isEqualTo(
                        "text.pattern names no part 'timestmp' for the column; write %{NAME:timestmp} where it stands; did"
                                + " you mean 'timestamp'?; text.pattern names no part 'x' for the column; write %{NAME:x}"
                                + " where it stands; there are auth, bytes, clientip, httpversion, ident, rawrequest,"
                                + " request, response, timestamp, verb; text.timeFormats.timestamp is for no column; did you"
                                + " mean 'timestmp'?");
        assertThat(Texts.of(new TextOptions("%{INTT:a}", null, Map.of("a", "yyyy"), null), "a DATE")
                        .wrong())
                .isEqualTo(
                        "text.pattern names a pattern 'INTT' that does not exist; did you mean 'INT'?; text.timeFormats.a"
                                + " 'yyyy' has no date (year, month and day), which a DATE needs; give the column another"
                                + " type, or the format other letters");
        assertThat(new Texts(
                                new TextOptions("%{INT:a}", null, Map.of("a", "yyyy"), null),
                                List.of(new Column("a", "TIMESTAMP(3)", null, null, Column.Epoch.Seconds, null)))
                        .wrong())
                .isEqualTo("text.timeFormats.a is for a column that is a number by epoch; leave one of the two out");
        assertThat(Texts.of(null, "a INT").wrong())
                .isEqualTo(
                        "format Text has no text.pattern; say what a line looks like, such as %{IP:client} %{INT:bytes}");
    }

    @Test
    void cannotBeWritten() {
        assertThat(new TextFormat().unwritable(new Format(Format.Type.Text), List.of("a")))
                .hasValue(
                        "format Text cannot be written, since a pattern says how to read a line and not how to make one;"
                                + " use Raw with a query that makes the line, such as SELECT a || ' ' || b AS line, or use Json or"
                                + " Csv");
    }
}
