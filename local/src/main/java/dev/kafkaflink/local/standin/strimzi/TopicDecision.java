package dev.kafkaflink.local.standin.strimzi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What is to be done about a KafkaTopic. Pure: the same answer for the same question. */
final class TopicDecision {
    /** The owner of a topic's name is the one that has been served already, else the eldest. */
    private static final Comparator<TopicResource> OWNERSHIP = Comparator.comparing(
                    (TopicResource topic) -> !topic.finalizer())
            .thenComparing(TopicResource::created)
            .thenComparing(TopicResource::name);

    private TopicDecision() {}

    /** What can be said without asking Kafka. */
    enum Step {
        /** Nothing at all: the resource goes away by itself. */
        IGNORE,
        /** Let the resource go and leave the topic as it is. */
        RELEASE,
        /** Delete the topic, then let the resource go. */
        DELETE,
        /** Only the status changes. */
        REPORT,
        /** Compare with Kafka and bring it about. */
        BRING_ABOUT
    }

    /** A step and, for {@link Step#REPORT}, the status. */
    record First(Step step, TopicStatus status) {}

    /**
     * Changes that bring a topic that exists closer to the resource.
     *
     * @param set settings to set
     * @param reset settings to put back to the broker's default
     * @param growTo the new number of partitions, null for no change
     * @param refusal what cannot be done, null for nothing
     */
    record Changes(Map<String, String> set, Set<String> reset, Integer growTo, Condition refusal) {}

    /** Decides what needs no answer from Kafka. {@code all} are the labelled resources of the namespace. */
    static First first(TopicResource topic, Collection<TopicResource> all) {
        if (topic.deleting()) {
            Step step = !topic.finalizer() ? Step.IGNORE : topic.managed() ? Step.DELETE : Step.RELEASE;
            return new First(step, null);
        }
        if (!topic.managed()) {
            return report(new TopicStatus(topic.generation(), Condition.UNMANAGED, null, null));
        }
        String knownName = nameInKafka(topic);
        if (topic.paused()) {
            return report(new TopicStatus(topic.generation(), Condition.PAUSED, knownName, null));
        }
        Optional<TopicResource> owner = owner(topic, all);
        if (owner.isPresent()) {
            Condition conflict = Condition.notReady(
                    "ResourceConflict", "Managed by " + owner.get().ref());
            return report(new TopicStatus(topic.generation(), conflict, topic.topicName(), null));
        }
        if (!knownName.equals(topic.topicName())) {
            Condition renamed = Condition.notReady("NotSupported", "Changing spec.topicName is not supported");
            return report(new TopicStatus(topic.generation(), renamed, knownName, null));
        }
        return new First(Step.BRING_ABOUT, null);
    }

    private static First report(TopicStatus status) {
        return new First(Step.REPORT, status);
    }

    /** The name that the resource had when it was first served: a later change of it is refused. */
    static String nameInKafka(TopicResource topic) {
        boolean served = topic.status() != null && topic.status().topicName() != null;
        return served ? topic.status().topicName() : topic.topicName();
    }

    /** Who has the topic's name, if that is another resource. */
    private static Optional<TopicResource> owner(TopicResource topic, Collection<TopicResource> all) {
        return all.stream()
                .filter(TopicResource::managed)
                .filter(other -> nameInKafka(other).equals(topic.topicName()))
                .min(OWNERSHIP)
                .filter(first -> !first.name().equals(topic.name()));
    }

    /** Compares with a topic that exists. What can be changed is changed even where something else is refused. */
    static Changes compare(TopicResource topic, TopicState state) {
        Map<String, String> set = new TreeMap<>(topic.config());
        set.entrySet().removeAll(state.config().entrySet());
        Set<String> reset = new TreeSet<>(state.config().keySet());
        reset.removeAll(topic.config().keySet());
        int has = state.replicas().size();
        Integer growTo = topic.partitions() != null && topic.partitions() > has ? topic.partitions() : null;
        return new Changes(set, reset, growTo, refusal(topic, state));
    }

    private static Condition refusal(TopicResource topic, TopicState state) {
        if (topic.partitions() != null && topic.partitions() < state.replicas().size()) {
            return Condition.notReady("NotSupported", "Decreasing partitions not supported");
        }
        List<Integer> others = new ArrayList<>();
        if (topic.replicas() != null) {
            IntStream.range(0, state.replicas().size())
                    .filter(partition ->
                            !topic.replicas().equals(state.replicas().get(partition)))
                    .forEach(others::add);
        }
        return others.isEmpty()
                ? null
                : Condition.notReady(
                        "NotSupported",
                        "Replication factor change not supported, but required for partitions " + others);
    }
}
