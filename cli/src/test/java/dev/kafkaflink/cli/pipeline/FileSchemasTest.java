package dev.kafkaflink.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines whose sources list no columns. */
class FileSchemasTest {
    private static final String PIPELINE =
            """
            apiVersion: kafkaflink.dev/v1alpha1
            kind: KafkaFlinkPipeline
            metadata: {name: derived}
            spec:
              kafka: {bootstrapServers: "kafka:9092"}
              sources:
                - name: orders
                  topic: orders
                  format: {type: Avro, avro: {registry: {url: "http://registry:8081"}}}
                  %s
              sinks:
                - name: copy
                  query: SELECT id FROM orders
                  kafka: {topic: copy, format: {type: Json}}
            """;

    @TempDir
    private Path folder;

    @Test
    void areColumnsOfTheNewestVersion() throws Exception {
        schema("1.orders-value.avsc", "\"int\"");
        schema("4.orders-value.avsc", "\"long\"");

        CheckedPipeline pipeline = check("");

        assertThat(pipeline.problems()).isEmpty();
        assertThat(pipeline.definition().sources().get(0).columns())
                .containsExactly(new Column("id", "BIGINT NOT NULL"));
    }

    @Test
    void areColumnsOfTheVersionThatIsAskedFor() throws Exception {
        schema("1.orders-value.avsc", "\"int\"");
        schema("4.orders-value.avsc", "\"long\"");

        assertThat(check("schemaVersion: 1").definition().sources().get(0).columns())
                .containsExactly(new Column("id", "INT NOT NULL"));
    }

    @Test
    void areAskedForIfTheyAreNotThere() throws Exception {
        assertThat(check("").problems())
                .extracting(FileProblem::message)
                .containsExactly("'orders' lists no columns, and no registry is asked here: put the schema of subject"
                        + " 'orders-value' into schemas/ID.orders-value.avsc beside the file; a source that lists them"
                        + " needs no registry");
    }

    @Test
    void areNotAlwaysColumns() throws Exception {
        schema("1.orders-value.avsc", "[\"int\", \"string\"]");

        assertThat(check("").problems())
                .extracting(FileProblem::message)
                .containsExactly("'orders' lists no columns, and version 1 of subject 'orders-value' is none: it has a"
                        + " field 'id' that is a union of int, string, which no one type takes; list the columns");
    }

    private void schema(String name, String type) throws IOException {
        Files.createDirectories(folder.resolve("schemas"));
        Files.writeString(
                folder.resolve("schemas").resolve(name),
                """
                {"type": "record", "name": "order", "fields": [{"name": "id", "type": %s}]}"""
                        .formatted(type));
    }

    private CheckedPipeline check(String more) throws IOException {
        Path file = Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE.formatted(more));
        return PipelineCheck.of(PipelineFile.read(file).pipelines().get(0), FileSchemas.OF_FOLDER);
    }
}
