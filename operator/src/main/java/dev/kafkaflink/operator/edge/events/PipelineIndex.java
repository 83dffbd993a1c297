package dev.kafkaflink.operator.edge.events;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.facts.KafkaTopics;
import dev.kafkaflink.operator.core.facts.Kafkas;
import dev.kafkaflink.operator.core.model.KafkaFacts;
import dev.kafkaflink.operator.core.model.Neighbour;
import dev.kafkaflink.operator.core.naming.Labels;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which pipelines have to do with which Kafkas and topics, and so with each other; told from their cache alone. */
final class PipelineIndex {
    private static final String BY_KAFKA = "kafka";
    private static final String BY_TOPIC = "topic";
    private static final String BY_USE = "use";
    private static final String BY_ACCESS = "access";

    private final IndexerResourceCache<KafkaFlinkPipeline> pipelines;

    PipelineIndex(IndexerResourceCache<KafkaFlinkPipeline> pipelines) {
        this.pipelines = pipelines;
        pipelines.addIndexers(Map.of(
                BY_KAFKA,
                pipeline -> References.kafka(pipeline).map(PipelineIndex::key).stream()
                        .toList(),
                BY_TOPIC,
                PipelineIndex::topicKeys,
                BY_USE,
                PipelineIndex::useKeys,
                BY_ACCESS,
                PipelineIndex::accessKeys));
    }

    /** Those that name a Kafka, as a resource or by its address. */
    Set<ResourceID> onKafka(GenericKubernetesResource kafka) {
        Set<ResourceID> on = new HashSet<>(pipelines(BY_KAFKA, key(ResourceID.fromResource(kafka))));
        accessKeys(kafka).forEach(key -> on.addAll(pipelines(BY_ACCESS, key)));
        return on;
    }

    /** The one whose KafkaTopic it is, and those that use a topic of its name beside its Kafka. */
    Set<ResourceID> concernedBy(GenericKubernetesResource topic) {
        Set<ResourceID> concerned = new HashSet<>(owners(topic));
        concerned.addAll(pipelines(BY_TOPIC, topicKey(topic)));
        return concerned;
    }

    /**
     * The others that use a topic of which a pipeline has let go, by an edit or since it is leaving: what it held up may go on.
     *
     * @param after as it is now; null: it is gone
     */
    Set<ResourceID> freed(KafkaFlinkPipeline before, KafkaFlinkPipeline after) {
        if (isLeaving(before)) {
            return Set.of();
        }
        Set<String> keys = new HashSet<>(useKeys(before));
        if (after != null && !isLeaving(after)) {
            useKeys(after).forEach(keys::remove);
        }
        Set<ResourceID> others =
                keys.stream().flatMap(key -> pipelines(BY_USE, key).stream()).collect(Collectors.toSet());
        others.remove(ResourceID.fromResource(before));
        return others;
    }

    /**
     * The other pipelines on the same Kafka that use a topic that the pipeline uses or owns, but for those that are leaving.
     *
     * @param owned the names in Kafka of the topics that it owns by their KafkaTopics
     * @param clusterId the id of its Kafka cluster; empty: not known
     */
    List<Neighbour> neighbours(KafkaFlinkPipeline pipeline, Stream<String> owned, String clusterId) {
        var self = ResourceID.fromResource(pipeline);
        return Stream.concat(References.topics(pipeline).stream(), owned)
                .distinct()
                .flatMap(topic -> useKeys(pipeline, clusterId, topic))
                .flatMap(key -> pipelines.byIndex(BY_USE, key).stream())
                .filter(other -> !isLeaving(other))
                .filter(other -> !ResourceID.fromResource(other).equals(self))
                .map(other -> new Neighbour(
                        PipelineKey.of(other),
                        Instant.parse(other.getMetadata().getCreationTimestamp()),
                        References.topics(other)))
                .distinct()
                .toList();
    }

    private Set<ResourceID> pipelines(String index, String key) {
        return pipelines.byIndex(index, key).stream()
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    private static boolean isLeaving(KafkaFlinkPipeline pipeline) {
        return pipeline.getMetadata().getDeletionTimestamp() != null;
    }

    // One Kafka can be named as a resource and by its address: its own id says that they are the same.
    private static Stream<String> useKeys(KafkaFlinkPipeline pipeline, String clusterId, String topic) {
        return Stream.concat(
                References.kafka(pipeline).stream().map(kafka -> "resource " + key(kafka) + " " + topic),
                Stream.of(clusterId).filter(id -> !id.isEmpty()).map(id -> "cluster " + id + " " + topic));
    }

    private static List<String> useKeys(KafkaFlinkPipeline pipeline) {
        return References.topics(pipeline).stream()
                .flatMap(topic -> useKeys(pipeline, clusterId(pipeline), topic))
                .toList();
    }

    private static String clusterId(KafkaFlinkPipeline pipeline) {
        var status = pipeline.getStatus();
        return status == null || status.kafka() == null || status.kafka().clusterId() == null
                ? ""
                : status.kafka().clusterId();
    }

    /** How a Kafka can be known without its name: by the cluster's own id, and by its addresses. */
    static List<String> accessKeys(GenericKubernetesResource kafka) {
        KafkaFacts facts = Kafkas.read(kafka);
        return Stream.concat(
                        clusterKeys(facts.clusterId()).stream(),
                        facts.listeners().stream()
                                .flatMap(listener -> addressKeys(listener.bootstrapServers()).stream()))
                .distinct()
                .toList();
    }

    private static List<String> accessKeys(KafkaFlinkPipeline pipeline) {
        return References.address(pipeline)
                .map(address -> Stream.concat(clusterKeys(clusterId(pipeline)).stream(), addressKeys(address).stream())
                        .toList())
                .orElse(List.of());
    }

    static List<String> clusterKeys(String clusterId) {
        return clusterId.isEmpty() ? List.of() : List.of("cluster " + clusterId);
    }

    static List<String> addressKeys(String bootstrapServers) {
        return Arrays.stream(bootstrapServers.split(","))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .map(address -> "address " + address)
                .toList();
    }

    /** The topics that a pipeline uses, as {@link #topicKey} has those of KafkaTopics. */
    static List<String> topicKeys(KafkaFlinkPipeline pipeline) {
        return References.kafka(pipeline)
                .map(kafka -> References.topics(pipeline).stream()
                        .map(topic -> kafka.getNamespace().orElseThrow() + "/" + topic)
                        .toList())
                .orElse(List.of());
    }

    static String topicKey(GenericKubernetesResource topic) {
        return topic.getMetadata().getNamespace() + "/"
                + KafkaTopics.read(topic).topicName();
    }

    /** The pipeline whose labels an object has, if any. */
    static Set<ResourceID> owners(HasMetadata object) {
        return Labels.owner(object.getMetadata().getLabels())
                .map(owner -> Set.of(new ResourceID(owner.name(), owner.namespace())))
                .orElse(Set.of());
    }

    static List<String> ownerKeys(HasMetadata object) {
        return owners(object).stream().map(PipelineIndex::key).toList();
    }

    static String key(ResourceID id) {
        return id.getNamespace().orElse("") + "/" + id.getName();
    }
}
