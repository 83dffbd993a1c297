package dev.kafkaflink.job.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.KafkaTarget;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.jobdef.Until;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Nothing gets lost between what is read and what is counted: records of the cases of all text formats, good ones and bad ones,
 * through one job. Each record is a row, or several, or none by its format's rules, or a dead letter.
 */
class CountsIT {
    private static final Path CASES = Path.of("..", "src", "test", "resources", "cases");

    @RegisterExtension
    final PipelineUnderTest pipeline = new PipelineUnderTest();

    /** A case as a source of the job; its rows go to two sinks, each of which filters out what the other takes. */
    private record Case(String name, Source source, List<byte[]> records, int rows, int rejections) {
        static Case of(Path folder, String topics) throws IOException {
            String name = folder.getFileName().toString().replace('-', '_');
            Source given = DefinitionJson.read(Files.readString(folder.resolve("source.json")), Source.class);
            List<Column> columns = new ArrayList<>(given.columns());
            columns.add(new Column("record_offset", "BIGINT NOT NULL", "offset", null, null, null));
            Source source = new Source(
                    name,
                    topics + "-" + folder.getFileName(),
                    null,
                    null,
                    given.format(),
                    columns,
                    null,
                    null,
                    new Until(null),
                    given.key(),
                    given.primaryKey(),
                    null);
            return new Case(
                    name,
                    source,
                    records(folder),
                    lines(folder.resolve("rows.jsonl")).size(),
                    lines(folder.resolve("rejections.txt")).size());
        }

        private static List<byte[]> records(Path folder) throws IOException {
            Path documents = folder.resolve("input");
            if (!Files.isDirectory(documents)) {
                return lines(folder.resolve("input.txt")).stream()
                        .map(line -> line.getBytes(StandardCharsets.UTF_8))
                        .toList();
            }
            List<byte[]> records = new ArrayList<>();
            for (Path file : list(documents)) {
                records.add(Files.readAllBytes(file));
            }
            return records;
        }

        private static List<String> lines(Path file) throws IOException {
            return Files.readAllLines(file);
        }

        /** A table that changes has no rows of which each can be filtered: what is left of them is counted. */
        boolean changes() {
            return source.format().type().tellsOfChanges();
        }

        List<Sink> sinks(String topic) {
            if (changes()) {
                KafkaTarget target = new KafkaTarget(topic, List.of("id"), new Format(Format.Type.Json));
                String count = "SELECT id, COUNT(*) AS n FROM (SELECT 1 AS id FROM " + name + ") GROUP BY id";
                return List.of(new Sink(name, count, null, target, List.of("id")));
            }
            return Stream.of(0, 1)
                    .map(rest -> Definitions.sink(
                            name + rest,
                            topic,
                            Format.Type.Json,
                            "SELECT record_offset FROM %s WHERE MOD(record_offset, 2) = %d".formatted(name, rest)))
                    .toList();
        }
    }

    @Test
    void ofAllTextFormatsAddUp() throws Exception {
        List<Case> cases = new ArrayList<>();
        for (Path folder : list(CASES)) {
            Case each = Case.of(folder, pipeline.name());
            // The files have no keys.
            if (each.source().key() == null) {
                cases.add(each);
            }
        }
        for (Case each : cases) {
            pipeline.broker().createTopic(each.source().topic(), 1, Map.of("retention.ms", "-1"));
            for (byte[] record : each.records()) {
                pipeline.broker().send(new ProducerRecord<>(each.source().topic(), record));
            }
        }

        JobID job = pipeline.flink()
                .run(
                        Definitions.of(
                                pipeline.name(),
                                pipeline.broker().address(),
                                Delivery.AtLeastOnce,
                                cases.stream().map(Case::source).toList(),
                                cases.stream()
                                        .flatMap(each -> each.sinks(pipeline.name() + "-out").stream())
                                        .toList()),
                        null,
                        Map.of("parallelism.default", "1"));

        await().atMost(PipelineUnderTest.PATIENCE).until(() -> pipeline.flink().status(job) == JobStatus.FINISHED);
        Map<String, Object> counts = pipeline.flink().ended(job);
        for (Case each : cases) {
            String source = "kafkaflink.source." + each.name() + ".";
            assertThat(Stream.of("recordsIn", "deadLettered", "codecFailures")
                            .map(metric -> counts.get(source + metric)))
                    .as(each.name())
                    .containsExactly((long) each.records().size(), (long) each.rejections(), 0L);
            if (!each.changes()) {
                long out = (long) counts.get("kafkaflink.sink." + each.name() + "0.recordsSent")
                        + (long) counts.get("kafkaflink.sink." + each.name() + "1.recordsSent");
                assertThat(out).as(each.name()).isEqualTo(each.rows());
            }
        }
        assertThat(pipeline.dead().stream()
                        .map(letter -> PipelineUnderTest.headers(letter).get(DeadLetters.Headers.TOPIC))
                        .collect(Collectors.groupingBy(topic -> topic, Collectors.counting())))
                .isEqualTo(cases.stream()
                        .filter(each -> each.rejections() > 0)
                        .collect(Collectors.toMap(each -> each.source().topic(), each -> (long) each.rejections())));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
