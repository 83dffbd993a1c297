package dev.kafkaflink.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.cli.CommandProcess;
import dev.kafkaflink.cli.Ran;
import dev.kafkaflink.cli.kafka.Topics;
import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.local.kafka.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersIT {
    private static final Path KAFKA = Path.of("../local/kafka-dist/target/lib");
    private static final byte[] NO_TEXT = {(byte) 0xff, 0, 'a'};

    @TempDir
    private static Path folder;

    private static KafkaBroker broker;
    private static Topics topics;
    private static int count;

    private String input;
    private String deadLetters;

    @BeforeAll
    static void start() throws InterruptedException {
        broker = KafkaBroker.start(KAFKA, folder);
        topics = new Topics(client());
    }

    @AfterAll
    static void stop() {
        topics.close();
        broker.close();
    }

    @BeforeEach
    void write() throws Exception {
        input = "flights-" + ++count;
        deadLetters = input + "-dead-letters";
        try (Admin admin = Admin.create(client())) {
            admin.createTopics(List.of(new NewTopic(input, 2, (short) 1), new NewTopic(deadLetters, 1, (short) 1)))
                    .all()
                    .get();
        }
        send(
                letter("malformed JSON at byte 3: no value", 0, 7, "{\"a\":"),
                letter("malformed JSON at byte 12: no value", 1, 9, "{\"a\":true,\"b"),
                letter("dep_delay: expected INT, found a string", 1, 11, "{\"dep_delay\":\"x\"}"),
                row("a FLOAT NaN has no form in JSON"));
    }

    @Test
    void listGroupsByStageAndReason() {
        Ran ran = run("list", deadLetters);
        assertThat(ran.err()).isEmpty();
        List<String> lines = ran.out().lines().toList();
        assertThat(lines.get(0)).matches("COUNT +REPLAYED +STAGE +FIRST +LAST +AT +REASON");
        assertThat(lines.get(1)).matches("2 +0 +source.flights .* 0:1 +malformed JSON at byte N: no value");
        assertThat(lines.get(2)).matches("1 +0 +sink.out .* a FLOAT NaN has no form in JSON");
        assertThat(lines).hasSize(4);
        assertThat(run("list", deadLetters, "--reason", "EXPECTED int", "-o", "json")
                        .out())
                .contains("\"count\":1", "\"reason\":\"dep_delay: expected INT, found a string\"");
        assertThat(run("list", deadLetters, "--until", "2020-01-01T00:00").out())
                .isEqualTo("No dead letters.\n");
    }

    @Test
    void theProgramListsFromAnyFolder(@TempDir Path elsewhere) throws Exception {
        try (CommandProcess program = CommandProcess.start(
                elsewhere, "dead-letters", "list", deadLetters, "--bootstrap", broker.bootstrapServers())) {
            Ran ran = program.await();
            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.out()).contains("source.flights", "malformed JSON at byte N: no value");
        }
    }

    @Test
    void showTellsAll() throws Exception {
        send(letter("invalid UTF-8", 0, 20, NO_TEXT, "trace"));
        String out = run("show", deadLetters, "0:4").out();
        assertThat(out)
                .contains(
                        "Stage:    source.flights",
                        "Error:    invalid UTF-8",
                        "From:     " + input + ", partition 0, offset 20")
                .contains("Header:   trace = 42", "Key:      none", "Value:    3 bytes that are no text:")
                .contains("00000000  ff 00 61", "|..a|");
        assertThat(run("show", deadLetters, "0:99").err())
                .isEqualTo("kafkaflink: there is no dead letter at 0:99 of topic '" + deadLetters + "'\n");
        assertThat(run("show", deadLetters, "first").err()).contains("'first' is no place; write PARTITION:OFFSET");
    }

    @Test
    void replaySendsEachOnce() throws Exception {
        assertThat(run("replay", deadLetters, "--reason", "malformed").out())
                .isEqualTo("To %s: 2 records\nNothing was sent; add --send to send.\n".formatted(input));
        assertThat(read(input)).isEmpty();

        assertThat(run("replay", deadLetters, "--reason", "malformed", "--send").out())
                .isEqualTo("Sent to %s: 2 records\n".formatted(input));
        assertThat(run("replay", deadLetters, "--send").out())
                .isEqualTo(
                        """
                        Sent to %s: 1 record
                        Left out: 2 records that an earlier run sent
                        Left out: 1 row that several records made, which came from no topic
                        """
                                .formatted(input));
        assertThat(run("replay", deadLetters, "--send").out()).endsWith("Nothing to send.\n");

        List<ConsumerRecord<byte[], byte[]>> records = read(input);
        assertThat(records)
                .extracting(record -> record.partition() + " " + new String(record.value(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder("0 {\"a\":", "1 {\"a\":true,\"b", "1 {\"dep_delay\":\"x\"}");
        assertThat(records).allSatisfy(record -> {
            assertThat(record.headers().toArray()).hasSize(1);
            assertThat(new String(record.headers().lastHeader(Replay.HEADER).value(), StandardCharsets.UTF_8))
                    .startsWith(deadLetters + "/0:");
        });
        assertThat(run("list", deadLetters, "-o", "json").out()).contains("\"count\":2,\"replayed\":2");
    }

    @Test
    void saysWhichTopicIsNotThere() {
        Ran ran = run("list", "nowhere");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .isEqualTo("kafkaflink: there is no topic 'nowhere' at " + broker.bootstrapServers() + "\n");
    }

    private static Ran run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("dead-letters"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--bootstrap", broker.bootstrapServers()));
        return Ran.command(all.toArray(String[]::new));
    }

    private static Properties client() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", broker.bootstrapServers());
        return properties;
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        topics.read(topic, records::add);
        return records;
    }

    @SafeVarargs
    private static void send(ProducerRecord<byte[], byte[]>... letters)
            throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> letter : letters) {
                producer.send(letter).get();
            }
        }
    }

    private ProducerRecord<byte[], byte[]> letter(String error, int partition, long offset, String value) {
        return letter(error, partition, offset, value.getBytes(StandardCharsets.UTF_8));
    }

    private ProducerRecord<byte[], byte[]> letter(
            String error, int partition, long offset, byte[] value, String... headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(deadLetters, 0, null, value);
        for (String header : headers) {
            add(record, Map.of(header, "42"));
        }
        add(
                record,
                Map.of(
                        DeadLetters.Headers.TOPIC,
                        input,
                        DeadLetters.Headers.PARTITION,
                        String.valueOf(partition),
                        DeadLetters.Headers.OFFSET,
                        String.valueOf(offset),
                        DeadLetters.Headers.TIMESTAMP,
                        "1700000000000",
                        DeadLetters.Headers.STAGE,
                        "source.flights",
                        DeadLetters.Headers.ERROR,
                        error));
        return record;
    }

    private ProducerRecord<byte[], byte[]> row(String error) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(deadLetters, 0, null, "{\"mean\":\"NaN\"}".getBytes(StandardCharsets.UTF_8));
        add(
                record,
                Map.of(
                        DeadLetters.Headers.TOPIC, "out",
                        DeadLetters.Headers.STAGE, "sink.out",
                        DeadLetters.Headers.ERROR, error));
        return record;
    }

    private static void add(ProducerRecord<byte[], byte[]> record, Map<String, String> headers) {
        headers.forEach((key, value) -> record.headers().add(key, value.getBytes(StandardCharsets.UTF_8)));
    }
}
