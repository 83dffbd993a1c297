package dev.kafkaflink.operator.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.operator.core.model.KafkaLook;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Questions to Kafka clusters; that a real one answers is shown by the tests on a whole platform. */
class KafkaLooksTest {
    private static final PipelineKey PIPELINE = new PipelineKey("lake", "delays");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Queue<PipelineKey> told = new ConcurrentLinkedQueue<>();

    @Test
    void aClusterThatDoesNotAnswerIsAnAnswerAfterItsTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var looks = KafkaLooks.of(Duration.ofMillis(300), Clock.systemUTC(), told::add)) {
            looks.ask(PIPELINE, question("127.0.0.1:" + silent.getLocalPort()));

            await().atMost(LIMIT).untilAsserted(() -> assertThat(told).containsExactly(PIPELINE));
            assertThat(looks.look(PIPELINE).answered()).isFalse();
            assertThat(looks.look(PIPELINE).failure()).isNotBlank();
        }
    }

    @Test
    void anAddressThatCannotBeResolvedIsAnAnswerToo() {
        try (var looks = KafkaLooks.of(Duration.ofMillis(300), Clock.systemUTC(), told::add)) {
            looks.ask(PIPELINE, question("nowhere.invalid:9092"));

            await().atMost(LIMIT).untilAsserted(() -> assertThat(told).containsExactly(PIPELINE));
            assertThat(looks.look(PIPELINE).failure()).contains("bootstrap");
        }
    }

    @Test
    void aQuestionIsAskedOnceUntilItIsAnsweredAndForgottenWithItsPipeline() throws Exception {
        var asked = new ConcurrentLinkedQueue<KafkaLook.Question>();
        var mayAnswer = new CountDownLatch(1);
        KafkaLooks.Reader reader = question -> {
            asked.add(question);
            mayAnswer.await();
            return new KafkaLook(question, Instant.EPOCH, "cluster", Set.of(), "");
        };
        try (var looks = new KafkaLooks(reader, told::add)) {
            PipelineKey gone = new PipelineKey("lake", "gone");
            looks.ask(gone, question("two:9092"));
            looks.ask(PIPELINE, question("one:9092"));
            looks.ask(PIPELINE, question("one:9092"));
            looks.forget(gone);
            mayAnswer.countDown();

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(looks.look(PIPELINE)).isNotNull());
            assertThat(looks.look(PIPELINE).clusterId()).isEqualTo("cluster");
            assertThat(looks.look(gone)).isNull();
            assertThat(asked).filteredOn(question("one:9092")::equals).hasSize(1);
            looks.ask(PIPELINE, question("one:9092"));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(told).hasSize(2).containsOnly(PIPELINE));
        }
    }

    private static KafkaLook.Question question(String address) {
        return new KafkaLook.Question(address, Set.of("flights"));
    }
}
