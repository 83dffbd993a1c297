package dev.kafkaflink.operator.core.decide;

import static dev.kafkaflink.operator.core.decide.Worlds.LONG;
import static dev.kafkaflink.operator.core.decide.Worlds.NOW;
import static dev.kafkaflink.operator.core.decide.Worlds.SHORT;
import static dev.kafkaflink.operator.core.decide.Worlds.mostly;

import dev.kafkaflink.operator.core.model.KafkaFacts;
import dev.kafkaflink.operator.core.model.KafkaFacts.Listener;
import dev.kafkaflink.operator.core.model.KafkaLook;
import dev.kafkaflink.operator.core.model.Neighbour;
import dev.kafkaflink.operator.core.model.TopicFacts;
import dev.kafkaflink.operator.core.model.TopicFacts.Health;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** A Kafka, its topics, and who else uses them, in all combinations. */
final class KafkaWorlds {
    private KafkaWorlds() {}

    static Arbitrary<KafkaFacts> kafkas() {
        return mostly("broker:9092", "")
                .map(address -> new KafkaFacts(
                        "kafka",
                        "events",
                        !address.isEmpty(),
                        "",
                        "cluster",
                        KafkaFacts.Sharing.OPEN,
                        List.of(
                                new Listener("plain", address, false, "", List.of()),
                                new Listener("tls", address, true, "tls", List.of("PEM")))));
    }

    static Arbitrary<List<TopicFacts>> topics() {
        return Combinators.combine(
                        topic("in", 1).injectNull(0.1),
                        topic("out", 1).injectNull(0.1),
                        topic("delays-dead-letters", 1),
                        topic("unused", 1).injectNull(0.5))
                .as((in, out, dead, unused) -> {
                    List<TopicFacts> topics = new ArrayList<>();
                    for (TopicFacts topic : new TopicFacts[] {in, out, dead, unused}) {
                        if (topic != null) {
                            topics.add(topic);
                        }
                    }
                    return topics;
                });
    }

    private static Arbitrary<TopicFacts> topic(String name, int partitions) {
        return Combinators.combine(
                        mostly("lake/delays", "", "lake/other"),
                        mostly(false, true),
                        Arbitraries.of(SHORT, LONG),
                        mostly(2L, 1L, 0L),
                        mostly(Health.READY, Health.UNKNOWN, Health.NOT_READY, Health.PAUSED, Health.UNMANAGED),
                        Arbitraries.of("NotSupported", "ResourceConflict", "KafkaError", "Else", ""),
                        Arbitraries.of(
                                "",
                                "org.apache.kafka.common.errors.TimeoutException: late",
                                "a.b.InvalidTopicException: no"),
                        mostly("id", "", "new", "before", "another"))
                .as((owner, deleting, age, observed, health, reason, message, made) -> new TopicFacts(
                        "kafka",
                        name,
                        "7",
                        name,
                        "events",
                        owner.isEmpty() ? null : PipelineKey.parse(owner),
                        true,
                        deleting ? NOW.minus(age) : null,
                        NOW.minus(age),
                        null,
                        new TopicFacts.Spec(
                                partitions, null, Map.of("max.message.bytes", "17825792", "retention.ms", "-1")),
                        2,
                        observed,
                        health,
                        reason,
                        message,
                        NOW.minus(age),
                        "id",
                        made));
    }

    static Arbitrary<KafkaLook> looks() {
        return Combinators.combine(
                        mostly("broker:9092", "elsewhere:9092"),
                        mostly(SHORT, LONG),
                        mostly(Set.<String>of(), Set.of("in", "delays-dead-letters")),
                        mostly("", "no answer"))
                .as((address, age, missing, failure) -> new KafkaLook(
                        new KafkaLook.Question(address, Set.of("in", "delays-dead-letters")),
                        NOW.minus(age),
                        failure.isEmpty() ? "cluster" : "",
                        missing,
                        failure));
    }

    static Arbitrary<List<Neighbour>> neighbours() {
        return mostly(
                List.<Neighbour>of(),
                List.of(new Neighbour(new PipelineKey("lake", "other"), NOW.minus(LONG), Set.of("in"))));
    }
}
