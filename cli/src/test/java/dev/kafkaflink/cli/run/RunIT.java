package dev.kafkaflink.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.cli.CommandProcess;
import dev.kafkaflink.cli.Folders;
import dev.kafkaflink.cli.Ran;
import dev.kafkaflink.local.kafka.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as an author runs it, in a folder of his own. */
class RunIT {
    private static final Path KAFKA = Path.of("../local/kafka-dist/target/lib");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @TempDir
    private Path data;

    @Test
    void rowsAndDeadLettersOfTheInputAreShownUntilItEnds() throws Exception {
        new Folders(folder).deadLetters("letters", false);

        try (CommandProcess run = CommandProcess.start(
                folder, "run", "letters/pipeline.yaml", "--input", "letters/input", "--exit", "-o", "json")) {
            Ran ran = run.await();

            assertThat(ran.out())
                    .isEqualTo(
                            "{\"sink\":\"hourly\",\"value\":{\"window_start\":\"2013-01-01T10:00:00\",\"readings\":1}}\n");
            assertThat(ran.err())
                    .contains("dead letter: {\"reason\":\"column 'at': expected TIMESTAMP_LTZ(3)")
                    .endsWith("2 records read, 1 written, 1 dead letters\n");
            assertThat(ran.code()).isZero();
            assertThat(run.leftovers()).isEmpty();
        }
    }

    @Test
    void oneSinkCanBeAskedFor() throws Exception {
        new Folders(folder).twoSinks("two");
        String[] command = {"run", "two/pipeline.yaml", "--input", "two/input", "--exit", "--sink"};

        try (CommandProcess run = CommandProcess.start(folder, with(command, "long"))) {
            Ran ran = run.await();
            assertThat(ran.out()).isEqualTo("value\nthree\n");
            assertThat(ran.err()).endsWith("3 records read, 4 written, 0 dead letters\n");
            assertThat(ran.code()).isZero();
        }
        try (CommandProcess run = CommandProcess.start(folder, with(command, "logn"))) {
            Ran ran = run.await();
            assertThat(ran.err()).contains("There is no sink 'logn'; there are: all, long");
            assertThat(ran.code()).isEqualTo(1);
        }
    }

    private static String[] with(String[] command, String argument) {
        return Stream.concat(Stream.of(command), Stream.of(argument)).toArray(String[]::new);
    }

    @Test
    void rowsOfAKafkaThatIsThereAreShownAsTheyCome() throws Exception {
        new Folders(folder).chain("chain");
        KafkaBroker broker = KafkaBroker.start(KAFKA, data);
        try {
            String[] command = {"run", "chain/pipeline.yaml", "--bootstrap", broker.bootstrapServers()};
            create(broker, "words", "said");
            try (CommandProcess run = CommandProcess.start(folder, command)) {
                Ran ran = run.await();
                assertThat(ran.err()).contains("has no topic say-dead-letters; create what is missing");
                assertThat(ran.code()).isEqualTo(1);
            }
            create(broker, "say-dead-letters");
            send(broker, "said", "earlier");
            send(broker, "words", "old");
            try (CommandProcess run = CommandProcess.start(folder, command)) {
                await().atMost(LIMIT).until(() -> run.output().contains("old!"));
                send(broker, "words", "new");
                await().atMost(LIMIT).until(() -> run.output().contains("new!"));
                run.terminate();

                Ran ran = run.await();
                assertThat(ran.out()).isEqualTo("sink said\nvalue\nold!\nnew!\n");
                assertThat(ran.err()).isEmpty();
                assertThat(ran.code()).isEqualTo(128 + 15);
                assertThat(run.leftovers()).isEmpty();
            }
            try (CommandProcess read =
                    CommandProcess.start(folder, "read", broker.bootstrapServers(), "said", "-o", "json")) {
                assertThat(read.await().out().lines())
                        .hasSize(3)
                        .first()
                        .asString()
                        .matches("\\{\"partition\":0,\"offset\":0,\"timestamp\":\"20.*Z\",\"value\":\"earlier\"}");
            }
            try (CommandProcess read = CommandProcess.start(folder, "read", broker.bootstrapServers(), "said")) {
                assertThat(read.await().out()).isEqualTo("earlier\nold!\nnew!\n");
            }
        } finally {
            broker.close();
        }
    }

    private static void create(KafkaBroker broker, String... topics) throws Exception {
        broker.admin()
                .createTopics(List.of(topics).stream()
                        .map(topic -> new NewTopic(topic, 1, (short) 1))
                        .toList())
                .all()
                .get();
    }

    private static void send(KafkaBroker broker, String topic, String value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, value.getBytes(UTF_8))).get();
        }
    }
}
