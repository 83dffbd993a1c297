package dev.kafkaflink.job.format.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.CsvOptions;
import java.nio.charset.StandardCharsets;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows and the lines that they become. */
class CsvEncoderTest {
    private static final CsvOptions SLASH_N = new CsvOptions(";", "'", null, "\\N", null, null);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        x           | x,x
        ~ x ~       | ~ x , x ~
        x;y         | x;y,x;y
        x,y         | "x,y","x,y"
        say "hi"    | "say ""hi""\","say ""hi""\"
        ~~          | "",""
        \\N         | \\N,\\N
                    | ,
        """)
    void quotesWhatNeedsIt(String text, String expected) {
        assertThat(line(CsvOptions.DEFAULT, text, text)).isEqualTo(expected);
    }

    @Test
    void quotesLineBreaks() {
        assertThat(line(CsvOptions.DEFAULT, "a\nb", "a\rb")).isEqualTo("\"a\nb\",\"a\rb\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        x,"y"       | x,"y";x,"y"
        x;y         | 'x;y';'x;y'
        it's        | 'it''s';'it''s'
        \\N         | '\\N';'\\N'
        ~~          | ;
                    | \\N;\\N
        """)
    void takesOtherCharacters(String text, String expected) {
        assertThat(line(SLASH_N, text, text)).isEqualTo(expected);
    }

    @Test
    void aLineOfOneFieldIsNeverWithoutText() {
        assertThat(line(CsvOptions.DEFAULT, (String) null)).isEqualTo("\n");
        assertThat(line(CsvOptions.DEFAULT, "")).isEqualTo("\"\"");
        assertThat(line(SLASH_N, "")).isEqualTo("''");
    }

    @Test
    void aTextThatBeginsLikeAByteOrderMarkKeepsIt() {
        assertThat(line(CsvOptions.DEFAULT, "\uFEFFx", "\uFEFFx")).isEqualTo("\"\uFEFFx\",\uFEFFx");
    }

    @Test
    void namesValuesWithoutAForm() {
        assertThat(Csv.of(CsvOptions.DEFAULT, "INT", "DOUBLE")
                        .encode(GenericRowData.of(1, Double.NaN))
                        .rejection())
                .isEqualTo("column 'b': NaN has no form in Csv");
        assertThat(Csv.of(CsvOptions.DEFAULT, "TIMESTAMP(3)")
                        .encode(GenericRowData.of(TimestampData.fromEpochMillis(Long.MAX_VALUE)))
                        .rejection())
                .isEqualTo("column 'a': its year is not within 0000 to 9999");
    }

    private static String line(CsvOptions options, String... texts) {
        String[] types = new String[texts.length];
        GenericRowData row = new GenericRowData(texts.length);
        for (int i = 0; i < texts.length; i++) {
            types[i] = "STRING";
            row.setField(i, texts[i] == null ? null : StringData.fromString(texts[i]));
        }
        return new String(Csv.of(options, types).bytes(row), StandardCharsets.UTF_8);
    }
}
