package dev.kafkaflink.operator.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.operator.core.model.KafkaLook;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
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

    private static KafkaLook.Question question(String address) {
        return new KafkaLook.Question(address, Set.of("flights"));
    }
}
