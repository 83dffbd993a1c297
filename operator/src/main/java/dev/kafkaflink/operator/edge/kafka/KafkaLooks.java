package dev.kafkaflink.operator.edge.kafka;

import dev.kafkaflink.operator.core.model.KafkaLook;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import dev.kafkaflink.operator.edge.lookup.Lookups;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** Asks the Kafka clusters of pipelines aside, and keeps the last answer to each pipeline. */
public final class KafkaLooks implements AutoCloseable {
    private final Lookups<PipelineKey, KafkaLook.Question, KafkaLook> lookups;

    private KafkaLooks(Lookups<PipelineKey, KafkaLook.Question, KafkaLook> lookups) {
        this.lookups = lookups;
    }

    /**
     * One that has asked nothing yet.
     *
     * @param timeout how long one answer may take, the connection included
     * @param onAnswer told of a pipeline whose Kafka has answered, or has not in time
     */
    public static KafkaLooks of(Duration timeout, Clock clock, Consumer<PipelineKey> onAnswer) {
        return new KafkaLooks(new Lookups<>("kafka", new ClusterReader(timeout, clock)::read, onAnswer));
    }

    /** Asks for a pipeline, unless its question is being asked already. */
    public void ask(PipelineKey pipeline, KafkaLook.Question question) {
        lookups.ask(pipeline, question);
    }

    /** The last answer; null: none yet. */
    public KafkaLook look(PipelineKey pipeline) {
        return lookups.answer(pipeline);
    }

    /** Forgets a pipeline that is gone. */
    public void forget(PipelineKey pipeline) {
        lookups.forget(pipeline);
    }

    @Override
    public void close() {
        lookups.close();
    }
}
