package dev.kafkaflink.operator.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.decide.Decision.ObjectKey;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.ObservedBuilder;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What could not be written is in the status of the same look, beside everything else. */
class RefusalTest {
    private static final Refusal TOPIC = new Refusal(
            new ObjectKey("kafka.strimzi.io/v1", "KafkaTopic", "kafka", "in"),
            Refusal.Kind.NotApplied,
            "the API server says: no");

    @Provide
    Arbitrary<Observed> worlds() {
        return Worlds.all();
    }

    @Property(tries = 300)
    void aRefusalIsToldAndNothingElseIsForgotten(@ForAll("worlds") Observed world) {
        Decision decided = Decisions.decide(world, Worlds.NOW);

        Decision told = decided.refused(List.of(TOPIC), world.pipeline(), Worlds.NOW);

        assertThat(told.findings())
                .containsAll(decided.findings())
                .hasSize(decided.findings().size() + 1);
        assertThat(told.requeueAfter()).isLessThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(told.released()).isFalse();
        assertThat(told.status().metrics()).isEqualTo(decided.status().metrics());
        assertThat(told.status().job()).isEqualTo(decided.status().job());
        assertThat(condition(told, "Ready").getStatus()).isNotEqualTo("True");
        assertThat(condition(told, "TopicsReady").getStatus()).isNotEqualTo("True");
        assertThat(condition(told, "JobRunning")).isEqualTo(condition(decided, "JobRunning"));
        assertThat(condition(told, "SpecAccepted")).isEqualTo(condition(decided, "SpecAccepted"));
        assertThat(told.status().conditions())
                .extracting(Condition::getType)
                .containsExactlyElementsOf(decided.status().conditions().stream()
                        .map(Condition::getType)
                        .toList());
        boolean worse = decided.findings().stream().anyMatch(RefusalTest::comesFirst);
        if (!worse) {
            assertThat(condition(told, "TopicsReady").getMessage())
                    .contains("KafkaTopic 'kafka/in' cannot be applied: the API server says: no");
        }
    }

    // The topic is deleted last; the job and the other topics are gone by then.
    @Test
    void aDeletionThatIsRefusedSaysSoAndIsStuckAfterItsTime() {
        Refusal refusal = new Refusal(
                TOPIC.object(), Refusal.Kind.NotDeleted, "the API server says: kafkatopics \"in\" is forbidden");
        Observed world = ObservedBuilder.of(deleted(Worlds.NOW)).build();
        Decision decided = Decisions.decide(world, Worlds.NOW);

        Decision told = decided.refused(List.of(refusal), world.pipeline(), Worlds.NOW.plusSeconds(119));
        assertThat(told.released()).isFalse();
        assertThat(condition(told, "TopicsReady").getReason()).isEqualTo("TopicWriteRefused");
        assertThat(condition(told, "TopicsReady").getMessage())
                .isEqualTo(
                        "KafkaTopic 'kafka/in' cannot be deleted: the API server says: kafkatopics \"in\" is forbidden;"
                                + " let the operator delete it, or delete it by hand: kubectl delete kafkatopic -n kafka in, or have"
                                + " it stay by taking its label kafkaflink.dev/pipeline away; it is tried again");
        assertThat(condition(told, "Ready").getReason()).isEqualTo("TopicWriteRefused");
        assertThat(condition(told, "Stalled").getStatus()).isEqualTo("False");

        Decision stuck = decided.refused(List.of(refusal), world.pipeline(), Worlds.NOW.plusSeconds(120));
        assertThat(stuck.released()).isFalse();
        assertThat(condition(stuck, "Stalled").getStatus()).isEqualTo("True");
        assertThat(condition(stuck, "Stalled").getReason()).isEqualTo("DeletionStuck");
        assertThat(condition(stuck, "Stalled").getMessage())
                .contains("kafkatopics \"in\" is forbidden; let the operator");
        assertThat(stuck.requeueAfter()).as("it is tried again").isNotNull();
    }

    private static KafkaFlinkPipeline deleted(Instant since) {
        KafkaFlinkPipeline pipeline = Worlds.pipeline(Worlds.spec(Format.Type.Json, "plain", false), 1L);
        pipeline.getMetadata().setDeletionTimestamp(since.toString());
        return pipeline;
    }

    @Property(tries = 100)
    void withoutARefusalADecisionStays(@ForAll("worlds") Observed world) {
        Decision decided = Decisions.decide(world, Worlds.NOW);

        assertThat(decided.refused(List.of(), world.pipeline(), Worlds.NOW)).isSameAs(decided);
    }

    private static boolean comesFirst(Finding finding) {
        return switch (finding.blame()) {
            case USER, INTERNAL -> true;
            case EXTERNAL, WAITING -> false;
        };
    }

    private static Condition condition(Decision decision, String type) {
        return decision.status().conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
