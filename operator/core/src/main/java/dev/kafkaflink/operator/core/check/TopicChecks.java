package dev.kafkaflink.operator.core.check;

import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.SourceSpec;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.KafkaFacts;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.model.TopicFacts;
import dev.kafkaflink.operator.core.resolve.OwnedTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether the topics are there and as asked. */
public final class TopicChecks {
    /** Strimzi confirms a topic within a second; after this something is wrong with it or with where it looks. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Kafka's exceptions that the same request will meet again. */
    private static final Pattern FOR_GOOD =
            Pattern.compile("(^|\\.)(Invalid\\w+|PolicyViolation|Unsupported\\w+|\\w*Authorization)Exception\\b");

    private TopicChecks() {}

    /** What is wrong with a KafkaTopic of the pipeline, if anything is. */
    public static Optional<Finding> health(TopicFacts topic, String path, Instant now) {
        if (topic.deleting()) {
            return found(Reason.TopicsPending, path, topic, "is being deleted; it is made anew when it is gone");
        }
        boolean waitedLong = topic.lastMoved().plus(PATIENCE).isBefore(now);
        if (topic.observedGeneration() < topic.generation()) {
            return waitedLong
                    ? found(Reason.TopicIgnored, path, topic, ignored(topic))
                    : found(Reason.TopicsPending, path, topic, "waits for Strimzi's topic operator");
        }
        return switch (topic.health()) {
            case READY -> Optional.empty();
            case NOT_READY -> notReady(topic, path);
            case PAUSED ->
                found(
                        Reason.TopicUnmanaged,
                        path,
                        topic,
                        "is paused, so that changes do not reach Kafka; remove its annotation strimzi.io/pause-reconciliation");
            case UNMANAGED ->
                found(
                        Reason.TopicUnmanaged,
                        path,
                        topic,
                        "is unmanaged, so that changes do not reach Kafka; remove its annotation strimzi.io/managed");
            case UNKNOWN ->
                found(
                        waitedLong ? Reason.TopicIgnored : Reason.TopicsPending,
                        path,
                        topic,
                        waitedLong ? ignored(topic) : "waits for Strimzi's topic operator");
        };
    }

    private static String ignored(TopicFacts topic) {
        return ("has not been looked at by Strimzi's topic operator for %d s; see that it runs, watches namespace '%s', and"
                        + " that the label strimzi.io/cluster: '%s' names its Kafka")
                .formatted(PATIENCE.toSeconds(), topic.namespace(), topic.cluster());
    }

    private static Optional<Finding> notReady(TopicFacts topic, String path) {
        String says = topic.message().isEmpty() ? topic.reason() : topic.message();
        return switch (topic.reason()) {
            case "NotSupported" ->
                found(
                        Reason.TopicChangeNotSupported,
                        path,
                        topic,
                        "cannot be changed as asked: " + says + "; put the old value back");
            case "ResourceConflict" ->
                found(
                        Reason.TopicConflict,
                        path,
                        topic,
                        "is not the only KafkaTopic for its topic: " + says
                                + "; keep that one and take the topic out of the pipeline, or remove that one after annotating"
                                + " it strimzi.io/managed: \"false\", which keeps the data");
            case "KafkaError" ->
                FOR_GOOD.matcher(says).find()
                        ? found(
                                Reason.TopicRefused,
                                path,
                                topic,
                                "is refused by Kafka: " + brief(says) + "; correct it")
                        : found(
                                Reason.KafkaUnreachable,
                                path,
                                topic,
                                "waits for Kafka: " + brief(says) + "; see that its brokers run");
            default ->
                found(Reason.TopicNotReady, path, topic, "is not ready: " + says + "; see Strimzi's topic operator");
        };
    }

    // The exception's class says nothing to a person that its message does not.
    private static String brief(String kafkaMessage) {
        return kafkaMessage.replaceFirst("^([a-z0-9]+\\.)+(\\w+)Exception: ", "");
    }

    private static Optional<Finding> found(Reason reason, String path, TopicFacts topic, String what) {
        return Optional.of(
                new Finding(reason, path, "KafkaTopic '%s/%s' %s".formatted(topic.namespace(), topic.name(), what)));
    }

    /** What is wrong with a topic of the pipeline that has a KafkaTopic, if anything is. */
    public static Optional<Finding> health(OwnedTopic topic, TopicFacts found, Instant now) {
        return topic.askedBy(found) || found.deleting()
                ? health(found, topic.path(), now)
                : found(Reason.TopicsPending, topic.path(), found, "is being changed");
    }

    /** The topics that the pipeline owns: those of others in their place, missing ones, unwell ones. */
    static List<Finding> owned(Observed observed, Instant now) {
        List<Finding> findings = new ArrayList<>();
        for (OwnedTopic topic : OwnedTopic.of(observed)) {
            Optional<TopicFacts> stranger = topic.stranger(observed);
            Optional<TopicFacts> found = topic.found(observed);
            if (stranger.isPresent()) {
                findings.add(notOurs(topic, stranger.get()));
            } else if (found.isEmpty()) {
                findings.add(new Finding(
                        Reason.TopicsPending,
                        topic.path(),
                        "KafkaTopic '%s' is being created".formatted(topic.resource())));
            } else {
                health(topic, found.get(), now).ifPresent(findings::add);
            }
        }
        return findings;
    }

    /** As {@link #owned}, of a specification that is not accepted: only what is there already counts. */
    static List<Finding> ownedAlready(Observed observed, Instant now) {
        List<Finding> findings = new ArrayList<>();
        for (TopicFacts topic : observed.topics()) {
            if (topic.belongsTo(OwnedTopic.owner(observed))) {
                health(topic, "", now).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private static Finding notOurs(OwnedTopic topic, TopicFacts stranger) {
        String whose = stranger.owner() == null
                ? "which somebody else created"
                : "which belongs to the pipeline '" + stranger.owner() + "'";
        return new Finding(
                Reason.TopicNotOurs,
                topic.path(),
                "'%s' has the KafkaTopic '%s/%s' already, %s; take it out of the pipeline, which may use the topic without owning it"
                        .formatted(topic.spec().name(), stranger.namespace(), stranger.name(), whose));
    }

    /** Topics that are read or written and not owned: on a Strimzi cluster each has a KafkaTopic. */
    static List<Finding> referenced(Observed observed) {
        PipelineSpec spec = observed.pipeline().getSpec();
        KafkaFacts kafka = observed.kafka();
        if (kafka == null || spec.kafka() == null || spec.kafka().clusterRef() == null) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < spec.sources().size(); i++) {
            SourceSpec source = spec.sources().get(i);
            String path = "spec.sources[" + i + "].";
            if (source.topic() != null) {
                exists(observed, source.topic(), path + "topic", findings);
            }
            for (int j = 0; j < source.topics().size(); j++) {
                exists(observed, source.topics().get(j), path + "topics[" + j + "]", findings);
            }
        }
        for (int i = 0; i < spec.sinks().size(); i++) {
            if (spec.sinks().get(i).kafka() != null) {
                exists(observed, spec.sinks().get(i).kafka().topic(), "spec.sinks[" + i + "].kafka.topic", findings);
            }
        }
        return findings;
    }

    private static void exists(Observed observed, String topic, String path, List<Finding> findings) {
        KafkaFacts kafka = observed.kafka();
        boolean owned = OwnedTopic.of(observed).stream()
                .anyMatch(mine -> mine.spec().name().equals(topic));
        boolean there = observed.topics().stream()
                .anyMatch(other -> other.topicName().equals(topic)
                        && other.namespace().equals(kafka.namespace())
                        && other.cluster().equals(kafka.name()));
        if (!owned && !there) {
            findings.add(new Finding(
                    Reason.TopicNotFound,
                    path,
                    ("'%s' has no KafkaTopic with the label strimzi.io/cluster: %s in namespace '%s'; create one (it takes over a"
                                    + " topic that exists), or list it under spec.topics")
                            .formatted(topic, kafka.name(), kafka.namespace())));
        }
    }
}
