package dev.kafkaflink.operator.edge.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Questions that are asked aside. */
class LookupsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    @Test
    void aQuestionIsAskedOnceUntilItIsAnsweredAndForgottenWithWhoAsks() {
        var mayAnswer = new CountDownLatch(1);
        Lookups.Reader<String, String> reader = question -> {
            asked.add(question);
            mayAnswer.await();
            return question + "!";
        };
        try (var lookups = new Lookups<>("test", reader, told::add)) {
            lookups.ask("gone", "two");
            lookups.ask("delays", "one");
            lookups.ask("delays", "one");
            lookups.forget("gone");
            mayAnswer.countDown();

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(lookups.answer("delays")).isEqualTo("one!"));
            assertThat(lookups.answer("gone")).isNull();
            assertThat(asked).filteredOn("one"::equals).hasSize(1);
            lookups.ask("delays", "one");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(told).hasSize(2).containsOnly("delays"));
        }
    }

    @Test
    void aQuestionIsAskedAgainAfterADefectInTheReader() {
        Lookups.Reader<String, String> reader = question -> {
            asked.add(question);
            if (asked.size() == 1) {
                throw new IllegalStateException("a defect");
            }
            return "yes";
        };
        try (var lookups = new Lookups<>("test", reader, told::add)) {
            await().atMost(LIMIT).untilAsserted(() -> {
                lookups.ask("delays", "one");
                assertThat(lookups.answer("delays")).isEqualTo("yes");
            });
        }
    }
}
