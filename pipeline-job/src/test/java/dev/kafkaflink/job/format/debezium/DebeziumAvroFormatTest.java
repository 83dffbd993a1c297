package dev.kafkaflink.job.format.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Column.Epoch;
import dev.kafkaflink.crds.table.DebeziumAvroOptions;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.Registry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is found wrong before a job runs, without a registry. */
class DebeziumAvroFormatTest {
    private static final DebeziumAvroFormat FORMAT = new DebeziumAvroFormat();
    private static final Format REGISTRY = new Format(new DebeziumAvroOptions(new Registry("http://registry")));

    @Test
    void needsARegistry() {
        String message = "the format DebeziumAvro needs to know where its schemas are: debeziumAvro.registry";

        assertThat(FORMAT.invalid(REGISTRY)).isEmpty();
        assertThat(FORMAT.invalid(new Format(Format.Type.DebeziumAvro))).contains(message);
        assertThat(FORMAT.invalid(new Format(new DebeziumAvroOptions(null)))).contains(message);
        assertThat(FORMAT.invalid(new Format(new DebeziumAvroOptions(new Registry("registry:8081")))))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("registry.url is http"));
    }

    @Test
    void itsRegistryMayBeAnother() {
        assertThat(REGISTRY.schemaRegistry()).contains(new Registry("http://registry"));
        assertThat(REGISTRY.withRegistryAt("http://other"))
                .isEqualTo(new Format(new DebeziumAvroOptions(new Registry("http://other"))));
    }

    @Test
    void takesPathsToWhatStandsAroundRows() {
        assertThat(unreadable("BIGINT", "/source/ts_ms", null, null)).isEmpty();
        assertThat(unreadable("TIMESTAMP(3)", "/ts_us", Epoch.Microseconds, null))
                .isEmpty();
        assertThat(unreadable("STRING", "/op", null, null)).isEmpty();
        assertThat(unreadable("INT", "/op", null, null)).contains("the path /op is that of a STRING");
        assertThat(unreadable("INT", "/after/id", null, null))
                .contains(
                        "a path leads to what stands around the rows of an event, such as /source/ts_ms; without one a"
                                + " column is the field of its name in the row, and a record within the row is a ROW");
    }

    @Test
    void takesTheTypesOfAvro() {
        assertThat(unreadable("TIMESTAMP(3)", null, Epoch.Seconds, null)).isEmpty();
        assertThat(unreadable("TIME(3)", null, Epoch.Milliseconds, null))
                .contains("a column with epoch is a TIMESTAMP or TIMESTAMP_LTZ, not TIME(3)");
        assertThat(unreadable("STRING", null, null, true))
                .contains("jsonText is for columns of the formats Json and DebeziumJson, not DebeziumAvro");
        assertThat(unreadable("MULTISET<INT>", null, null, null)).contains("type MULTISET<INT> has no form in Avro");
    }

    @Test
    void takesEachPathOnce() {
        Column at = new Column("at", "BIGINT", null, "/ts_ms", null, null);
        Column again = new Column("again", "BIGINT", null, "/ts_ms", null, null);

        assertThat(FORMAT.unreadable(REGISTRY, List.of(at, new Column("ts_ms", "INT"))))
                .isEmpty();
        assertThat(FORMAT.unreadable(REGISTRY, List.of(at, again))).contains("two columns have the path /ts_ms");
    }

    @Test
    void isNotWritten() {
        assertThat(FORMAT.unwritable(REGISTRY, List.of("id")))
                .contains(
                        "format DebeziumAvro is for sources; write each change as DebeziumJson, or, with a primaryKey of"
                                + " the sink, the newest row of each key as Avro");
    }

    private static Optional<String> unreadable(String type, String path, Epoch epoch, Boolean jsonText) {
        return FORMAT.unreadable(new Column("c", type, null, path, epoch, jsonText), DebeziumDecoders.parse(type));
    }
}
