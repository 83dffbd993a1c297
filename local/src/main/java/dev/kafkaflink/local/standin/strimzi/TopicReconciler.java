package dev.kafkaflink.local.standin.strimzi;

import java.util.Collection;
import java.util.Optional;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** One pass over one KafkaTopic: decide, change Kafka, write what came of it. */
final class TopicReconciler {
    private final Topics kafka;
    private final TopicResources resources;

    TopicReconciler(Topics kafka, TopicResources resources) {
        this.kafka = kafka;
        this.resources = resources;
    }

    /** The topics of a Kafka cluster. All methods throw {@link ApiException} as Kafka's clients do. */
    interface Topics {
        Optional<TopicState> describe(String topic);

        /** Creates a topic and returns its id; null partitions or replicas are the broker's defaults. */
        String create(TopicResource wanted);

        void change(String topic, TopicDecision.Changes changes);

        void delete(String topic);
    }

    /** What the stand-in writes to KafkaTopics. A resource that is gone meanwhile is no error. */
    interface TopicResources {
        void addFinalizer(TopicResource topic);

        void removeFinalizer(TopicResource topic);

        void writeStatus(TopicResource topic, TopicStatus status);
    }

    /**
     * Brings about what {@code topic} asks for.
     *
     * @param all the labelled resources of the namespace, {@code topic} among them
     * @return whether it failed in a way that may pass by itself, so that another try is due
     */
    boolean reconcile(TopicResource topic, Collection<TopicResource> all) {
        TopicDecision.First first = TopicDecision.first(topic, all);
        return switch (first.step()) {
            case IGNORE -> false;
            case RELEASE -> {
                resources.removeFinalizer(topic);
                yield false;
            }
            case DELETE -> delete(topic);
            case REPORT -> {
                report(topic, first.status());
                yield false;
            }
            case BRING_ABOUT -> bringAbout(topic);
        };
    }

    private boolean delete(TopicResource topic) {
        String name = TopicDecision.nameInKafka(topic);
        try {
            kafka.delete(name);
        } catch (ApiException e) {
            report(topic, failed(topic, null, e));
            return true;
        }
        resources.removeFinalizer(topic);
        return false;
    }

    private boolean bringAbout(TopicResource topic) {
        if (!topic.finalizer()) {
            resources.addFinalizer(topic);
        }
        String topicId = null;
        try {
            Optional<TopicState> state = kafka.describe(topic.topicName());
            if (state.isEmpty()) {
                report(topic, status(topic, Condition.READY, kafka.create(topic)));
                return false;
            }
            topicId = state.get().topicId();
            TopicDecision.Changes changes = TopicDecision.compare(topic, state.get());
            kafka.change(topic.topicName(), changes);
            report(topic, status(topic, changes.refusal() == null ? Condition.READY : changes.refusal(), topicId));
            return false;
        } catch (TopicExistsException e) {
            // It appeared between the question and the answer; the next pass finds it.
            return true;
        } catch (ApiException e) {
            report(topic, failed(topic, topicId, e));
            return e instanceof RetriableException;
        }
    }

    private static TopicStatus failed(TopicResource topic, String topicId, ApiException e) {
        return status(topic, Condition.notReady("KafkaError", e.toString()), topicId);
    }

    private static TopicStatus status(TopicResource topic, Condition condition, String topicId) {
        return new TopicStatus(topic.generation(), condition, TopicDecision.nameInKafka(topic), topicId);
    }

    /** An equal status is not written again: each write wakes everybody who watches. */
    private void report(TopicResource topic, TopicStatus status) {
        if (!status.equals(topic.status())) {
            resources.writeStatus(topic, status);
        }
    }
}
