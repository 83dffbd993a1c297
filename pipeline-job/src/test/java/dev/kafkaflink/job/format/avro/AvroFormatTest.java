package dev.kafkaflink.job.format.avro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.AvroOptions;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.Registry;
import java.util.List;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found wrong before a job runs, without a registry. */
class AvroFormatTest {
    private static final AvroFormat AVRO = new AvroFormat();
    private static final Format REGISTRY = AvroDecoders.format(new AvroOptions(null, new Registry("http://registry")));

    @Test
    void needsToKnowWhereItsSchemaIs() {
        String message = "the format Avro needs to know where its schema is: avro.schema or avro.registry";

        assertThat(AVRO.invalid(new Format(Format.Type.Avro))).contains(message);
        assertThat(AVRO.invalid(AvroDecoders.format(new AvroOptions(null, null))))
                .contains(message);
        assertThat(AVRO.invalid(AvroDecoders.format(new AvroOptions("\"int\"", new Registry("http://registry")))))
                .contains(message);
        assertThat(AVRO.invalid(REGISTRY)).isEmpty();
        assertThat(AVRO.invalid(AvroDecoders.format(new AvroOptions("\"int\"", null))))
                .isEmpty();
        assertThat(AVRO.invalid(AvroDecoders.format(new AvroOptions("{\"type\":\"record\"}", null))))
                .contains("avro.schema is no Avro schema: No name in schema: {\"type\":\"record\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry:8081",
                "ftp://registry",
                "http://",
                "http://me:secret@registry",
                "http://registry?user=secret",
                "http://regi stry",
            })
    void takesAnAddressWithoutSecrets(String url) {
        assertThat(AVRO.invalid(AvroDecoders.format(new AvroOptions(null, new Registry(url)))))
                .hasValueSatisfying(message ->
                        assertThat(message).startsWith("registry.url is http").doesNotContain("secret@", "=secret"));
    }

    @Test
    void looksWhetherColumnsFitASchema() {
        Format format = AvroDecoders.format(new AvroOptions(
                "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"int\",\"default\":0}]}",
                null));
        List<Column> fitting = List.of(new Column("a", "STRING NOT NULL"), new Column("z", "INT"));
        List<Column> wrong = List.of(new Column("a", "INT"));
        List<Column> missing = List.of(new Column("a", "STRING"), new Column("z", "INT NOT NULL"));

        assertThat(AVRO.unreadable(format, fitting)).isEmpty();
        assertThat(AVRO.unreadable(format, wrong)).contains("column 'a': expected INT, but the schema has string");
        assertThat(AVRO.unreadable(format, missing))
                .contains("column 'z': record r has no such field, but it must have a value");
        assertThat(AVRO.unreadable(REGISTRY, wrong)).isEmpty();
        assertThat(AVRO.unwritable(format, AvroDecoders.type(List.of(new Column("a", "STRING")))))
                .isEmpty();
        assertThat(AVRO.unwritable(format, AvroDecoders.type(wrong)))
                .contains("column 'a': is INT, but the schema has string");
        assertThat(AVRO.unwritable(format, AvroDecoders.type(missing)))
                .contains("column 'z': record r has no such field");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        BIGINT                          | a-b | a-b
        ARRAY<MAP<STRING, ROW<`1st` INT>>> | a   | 1st
        """)
    void columnsHaveNamesThatAvroHas(String type, String name, String shown) {
        RowType columns = AvroDecoders.type(List.of(new Column(name, type)));

        assertThat(AVRO.unwritable(REGISTRY, columns))
                .contains("'" + shown
                        + "' is no name of a field in Avro: it has letters, digits and '_', and no digit comes"
                        + " first; write AS and another name behind it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        MAP<INT, STRING>            | type MAP<INT, STRING> has no form in Avro: a map's keys must be STRING
        ARRAY<INTERVAL DAY TO SECOND> | type INTERVAL DAY(2) TO SECOND(6) has no form in Avro
        MULTISET<INT>               | type MULTISET<INT> has no form in Avro
        """)
    void hasNoFormForSomeTypes(String type, String message) {
        assertThat(AVRO.unsupported(AvroDecoders.parse(type))).contains(message);
    }

    @Test
    void takesAnEpochButNoPath() {
        Column epoch = new Column("c", "TIMESTAMP(3)", null, null, Column.Epoch.Seconds, null);
        Column path = new Column("c", "INT", null, "/a", null, null);

        assertThat(AVRO.unreadable(epoch, AvroDecoders.parse("TIMESTAMP(3)"))).isEmpty();
        assertThat(AVRO.unreadable(epoch, AvroDecoders.parse("INT")))
                .contains("a column with epoch is a TIMESTAMP or TIMESTAMP_LTZ, not INT");
        assertThat(AVRO.unreadable(path, AvroDecoders.parse("INT")))
                .contains("path and jsonText are for columns of the formats Json and DebeziumJson, not Avro");
    }
}
