package dev.kafkaflink.job.format.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.CsvOptions;
import dev.kafkaflink.crds.table.CsvOptions.ExtraFields;
import dev.kafkaflink.crds.table.CsvOptions.MissingFields;
import dev.kafkaflink.job.format.Projection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines and the rows that they become, or what is wrong with them. In the tables a $ is a line feed and a % a carriage return. */
class CsvDecoderTest {
    private static final CsvOptions HEADER = new CsvOptions(null, null, true, null, null, null);
    private static final CsvOptions LENIENT =
            new CsvOptions(null, null, null, null, MissingFields.AsNull, ExtraFields.Ignore);

    /** The columns are STRING and INT. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        x,1                  | [+I(x,1)]
        x,1$                 | [+I(x,1)]
        x,1%$y,2%$           | [+I(x,1), +I(y,2)]
        x,1%y,2              | [+I(x,1), +I(y,2)]
        "x","1"              | [+I(x,1)]
        ,                    | [+I(null,null)]
        "",                  | [+I(,null)]
        "",""$               | column 'b': expected INT, found ""
        "a,b",1              | [+I(a,b,1)]
        "a$b%$c",1$d,2       | [+I(a$b%$c,1), +I(d,2)]
        "a%b",1$c,2          | [+I(a%b,1), +I(c,2)]
        "say ""hi""\",1      | [+I(say "hi",1)]
        "\""",1              | [+I(",1)]
        ~ x ,1~              | [+I( x ,1)]
        x, 1                 | column 'b': expected INT, found " 1"
        x,1$y,z              | line 2: column 'b': expected INT, found "z"
        "a$b%$c",1$y,z       | line 4: column 'b': expected INT, found "z"
        "x$y",z              | line 1: column 'b': expected INT, found "z"
        x                    | has 1 field, expected 2, one for each column
        x,z,3                | has 3 fields, expected 2, one for each column
        $x,1                 | line 1: has 1 field, expected 2, one for each column
        x,1$$                | line 2: has 1 field, expected 2, one for each column
        "x,1                 | malformed CSV: field 1 begins with a quote that is never closed
        x,1$y,"2""           | line 2: malformed CSV: field 2 begins with a quote that is never closed
        "x"y,1               | malformed CSV: field 1 goes on behind its closing quote with "y,1"
        "x" ,1               | malformed CSV: field 1 goes on behind its closing quote with " ,1"
        5" pipe,1            | malformed CSV: field 1 holds a quote but does not begin with one; such a field is quoted, and its quotes are doubled
        ~ "x",1~             | malformed CSV: field 1 holds a quote but does not begin with one; such a field is quoted, and its quotes are doubled
        ~~                   | empty value
        """)
    void reads(String value, String expected) {
        assertBecomes(CsvOptions.DEFAULT, value, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        a,b$x,1                | [+I(x,1)]
        "b",other,a$1,?,x$2,,y | [+I(x,1), +I(y,2)]
        b$1                    | [+I(null,1)]
        a,b                    | []
        a,b$                   | []
        a,b,a$x,1,y            | line 1: the header names column 'a' twice
        a,other,other$x,?,?    | [+I(x,null)]
        x,1                    | the first line names none of the columns, but it is the header by format.csv.header
        A,B$x,1                | line 1: the first line names none of the columns, but it is the header by format.csv.header
        a,b$x                  | line 2: has 1 field, expected 2 as in the header
        a,b$x,1$y,2,3          | line 3: has 3 fields, expected 2 as in the header
        "a$b",b$x,?            | line 3: column 'b': expected INT, found "?"
        "a,b$x                 | line 1: malformed CSV: field 1 begins with a quote that is never closed
        """)
    void readsByAHeader(String value, String expected) {
        assertBecomes(HEADER, value, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        x         | [+I(x,null)]
        x$        | [+I(x,null)]
        x,1,2,"y  | malformed CSV: field 4 begins with a quote that is never closed
        x,1,2,y   | [+I(x,1)]
        $         | [+I(null,null)]
        """)
    void passesOverOtherCountsOfFields(String value, String expected) {
        assertBecomes(LENIENT, value, expected);
    }

    @Test
    void aFieldThatIsNotThereIsNoValue() {
        Csv lenient = Csv.of(LENIENT, "STRING", "INT NOT NULL");
        Csv header = Csv.of(HEADER, "STRING", "INT NOT NULL");
        Csv strict = Csv.of(CsvOptions.DEFAULT, "STRING", "INT NOT NULL");

        assertThat(lenient.decode("x").rejection()).isEqualTo("column 'b': is missing or null, but must have a value");
        assertThat(strict.decode("x,").rejection()).isEqualTo("column 'b': is missing or null, but must have a value");
        assertThat(header.decode("a\nx").rejection())
                .isEqualTo("line 1: the header does not name column 'b', which must have a value");
    }

    @Test
    void aHeaderAndMissingFieldsGoTogether() {
        Csv csv = Csv.of(
                new CsvOptions(null, null, true, null, MissingFields.AsNull, ExtraFields.Ignore),
                "STRING NOT NULL",
                "INT");

        assertThat(csv.decode("a,b\nx\ny,1,?").rows()).hasToString("[+I(x,null), +I(y,1)]");
        assertThat(csv.decode("b,a\n1").rejection())
                .isEqualTo("line 2: column 'a': is missing or null, but must have a value");
    }

    @Test
    void takesOtherCharacters() {
        Csv tabs = Csv.of(new CsvOptions("\t", "'", null, null, null, null), "STRING", "INT");

        assertThat(tabs.decode("say \"hi\", 'x'\t1").rejection()).contains("field 1 holds a quote");
        assertThat(tabs.decode("'say \"hi\",\t''x'''\t1").rows()).hasToString("[+I(say \"hi\",\t'x',1)]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        \\N,\\N     | [+I(null,null)]
        "\\N",1     | [+I(\\N,1)]
        ,1          | [+I(,1)]
        x,"\\N"     | column 'b': expected INT, found "\\N"
        x,          | column 'b': expected INT, found ""
        """)
    void takesANullLiteral(String value, String expected) {
        assertBecomes(new CsvOptions(null, null, null, "\\N", null, null), value, expected);
    }

    @Test
    void rejectsWhatIsNoText() {
        Csv csv = Csv.of(CsvOptions.DEFAULT, "STRING");

        assertThat(csv.decode((byte[]) null).rejection()).isEqualTo("empty value (tombstone)");
        assertThat(csv.decode(new byte[] {'a', (byte) 0xFF}).rejection()).isEqualTo("invalid UTF-8 at byte 1");
        assertThat(csv.decode("\uFEFF").rejection()).isEqualTo("empty value");
        assertThat(csv.decode("\uFEFFx").rows()).hasToString("[+I(x)]");
    }

    @Test
    void checksWhatIsNotBuilt() {
        Csv csv = Csv.of(CsvOptions.DEFAULT, "INT", "VARCHAR(2)", "STRING");

        assertThat(csv.decoder(new Projection(2, new int[] {2}, new int[] {1}))
                        .decode("1,ab,x".getBytes(StandardCharsets.UTF_8), null)
                        .rows())
                .containsExactly(GenericRowData.of(null, StringData.fromString("x")));
        assertThat(csv.decoder(Projection.of(new int[] {2}))
                        .decode("1,abc,x".getBytes(StandardCharsets.UTF_8), null)
                        .rejection())
                .isEqualTo("column 'b': expected VARCHAR(2), found \"abc\"");
    }

    @Test
    void makesOnlySoManyRows() {
        Csv csv = Csv.of(LENIENT, "STRING", "INT");

        assertThat(csv.decode("\n".repeat(1_000_000)).rows()).hasSize(1_000_000);
        assertThat(csv.decode("\n".repeat(1_000_001)).rejection())
                .isEqualTo("line 1000001: the record has more than 1000000 rows, the limit for 2 columns");
    }

    /** What would take time with the square of the length: many quotes, many fields, many names. */
    @Test
    void readsLongRecordsInNoTime() {
        Csv csv = Csv.of(LENIENT, "STRING", "INT");
        String quotes = "\"" + "\"\"".repeat(1_000_000) + "\"";

        assertThat(csv.decode(quotes).rows().get(0).getString(0).toBytes()).hasSize(1_000_000);
        assertThat(csv.decode(",".repeat(2_000_000)).rows()).hasSize(1);
        assertThat(Csv.of(HEADER, "STRING").decode("a" + ",x".repeat(1_000_000)).rows())
                .isEmpty();
    }

    @Test
    void namesOptionsThatDoNotFit() {
        assertThat(wrong(new CsvOptions("::", null, null, null, null, null)))
                .isEqualTo("csv.delimiter is one character, and no line break; '::' is none");
        assertThat(wrong(new CsvOptions(null, "\n", null, null, null, null)))
                .isEqualTo("csv.quote is one character, and no line break; '\n' is none");
        assertThat(wrong(new CsvOptions("\"", null, null, null, null, null)))
                .isEqualTo("csv.delimiter and csv.quote are one character; set one to another");
        assertThat(wrong(new CsvOptions(null, null, null, "a,b", null, null)))
                .isEqualTo(
                        "csv.nullLiteral stands without quotes, so it can hold no delimiter, quote or line break; use"
                                + " another text");
        assertThat(wrong(new CsvOptions("\t", "'", null, "-", null, null))).isNull();
    }

    @Test
    void aLineHasAColumn() {
        assertThat(new CsvFormat().unreadable(Csv.of(HEADER).format(), List.of()))
                .hasValue("format Csv needs the columns that a line has, and all that there are come from elsewhere");
    }

    @Test
    void aSinkHasNoOptionsOfReading() {
        CsvFormat format = new CsvFormat();

        assertThat(format.unreadable(
                        Csv.of(HEADER, "INT").format(), Csv.of(HEADER, "INT").columns()))
                .isEmpty();
        assertThat(format.unwritable(Csv.of(HEADER, "INT").format(), List.of("a")))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("csv.header, csv.missingFields"));
        assertThat(format.unwritable(Csv.of(LENIENT, "INT").format(), List.of("a")))
                .isPresent();
    }

    private static String wrong(CsvOptions options) {
        Csv csv = Csv.of(options, "INT");
        String unreadable =
                new CsvFormat().unreadable(csv.format(), csv.columns()).orElse(null);
        assertThat(new CsvFormat().unwritable(csv.format(), List.of("a")).orElse(null))
                .isEqualTo(unreadable);
        return unreadable;
    }

    private static void assertBecomes(CsvOptions options, String value, String expected) {
        var decoding = Csv.of(options, "STRING", "INT").decode(lines(value));

        String actual =
                decoding.isRejected() ? decoding.rejection() : decoding.rows().toString();
        assertThat(actual).isEqualTo(expected.startsWith("[") ? lines(expected) : expected);
    }

    private static String lines(String value) {
        return value.replace('$', '\n').replace('%', '\r');
    }
}
