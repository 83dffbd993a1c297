package dev.kafkaflink.operator.edge.events;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.facts.KafkaTopics;
import dev.kafkaflink.operator.core.model.Neighbour;
import dev.kafkaflink.operator.core.model.PodFacts;
import dev.kafkaflink.operator.core.naming.Labels;
import dev.kafkaflink.operator.core.naming.Names;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The watches of what pipelines are made of, and their caches. Strimzi's kinds may be missing: a pipeline can use a Kafka
 * that Strimzi does not run.
 */
public final class Watches {
    private static final String BY_KAFKA = "kafka";
    private static final String BY_TOPIC = "topic";
    private static final String BY_OWNER = "owner";
    private static final String BY_USE = "use";

    private final Set<String> kafkaNamespaces;
    private IndexerResourceCache<KafkaFlinkPipeline> pipelines;
    private InformerEventSource<GenericKubernetesResource, KafkaFlinkPipeline> deployments;
    private InformerEventSource<ConfigMap, KafkaFlinkPipeline> configMaps;
    private PodEventSource pods;
    // Set from another thread when Strimzi is installed while the operator runs.
    private volatile InformerEventSource<GenericKubernetesResource, KafkaFlinkPipeline> kafkas;
    private volatile InformerEventSource<GenericKubernetesResource, KafkaFlinkPipeline> topics;

    /** @param kafkaNamespaces where Strimzi's resources are looked for; empty: everywhere */
    public Watches(Set<String> kafkaNamespaces) {
        this.kafkaNamespaces = Set.copyOf(kafkaNamespaces);
    }

    /** The watches that are always there; for the reconciler to hand on to the SDK. */
    public List<EventSource<?, KafkaFlinkPipeline>> always(EventSourceContext<KafkaFlinkPipeline> context) {
        pipelines = context.getPrimaryCache();
        pipelines.addIndexers(Map.of(
                BY_KAFKA,
                pipeline ->
                        References.kafka(pipeline).map(Watches::key).stream().toList(),
                BY_TOPIC,
                Watches::topicKeys,
                BY_USE,
                Watches::useKeys));
        deployments = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(
                                ResourceKind.FLINK_DEPLOYMENT.groupVersionKind(), KafkaFlinkPipeline.class)
                        .withName("flinkdeployments")
                        .withSecondaryToPrimaryMapper(resource -> Set.of(ResourceID.fromResource(resource)))
                        .build(),
                context);
        configMaps = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(ConfigMap.class, KafkaFlinkPipeline.class)
                        .withName("configmaps")
                        .withLabelSelector(Labels.MANAGED_BY + "=" + Labels.MANAGER + "," + Labels.PIPELINE)
                        .withSecondaryToPrimaryMapper(Watches::owners)
                        .build(),
                context);
        configMaps.addIndexers(Map.of(BY_OWNER, Watches::ownerKeys));
        pods = new PodEventSource(context);
        return List.of(deployments, configMaps, pods);
    }

    /** The watches of Strimzi's kinds, to be registered once it is installed. */
    public List<EventSource<?, KafkaFlinkPipeline>> strimzi(EventSourceContext<KafkaFlinkPipeline> context) {
        var kafkaSource = new InformerEventSource<>(
                inKafkaNamespaces(InformerEventSourceConfiguration.from(
                                ResourceKind.KAFKA.groupVersionKind(), KafkaFlinkPipeline.class)
                        .withName("kafkas")
                        .withSecondaryToPrimaryMapper(
                                kafka -> pipelines(BY_KAFKA, key(ResourceID.fromResource(kafka))))),
                context);
        var topicSource = new InformerEventSource<>(
                inKafkaNamespaces(InformerEventSourceConfiguration.from(
                                ResourceKind.KAFKA_TOPIC.groupVersionKind(), KafkaFlinkPipeline.class)
                        .withName("kafkatopics")
                        .withSecondaryToPrimaryMapper(this::concernedBy)),
                context);
        topicSource.addIndexers(Map.of(BY_OWNER, Watches::ownerKeys, BY_TOPIC, topic -> List.of(topicKey(topic))));
        kafkas = kafkaSource;
        topics = topicSource;
        return List.of(kafkaSource, topicSource);
    }

    private InformerEventSourceConfiguration<GenericKubernetesResource> inKafkaNamespaces(
            InformerEventSourceConfiguration.Builder<GenericKubernetesResource> builder) {
        // Strimzi's resources may lie outside of the namespaces whose pipelines this operator keeps.
        return (kafkaNamespaces.isEmpty() ? builder.withWatchAllNamespaces() : builder.withNamespaces(kafkaNamespaces))
                .build();
    }

    /** The FlinkDeployment of the pipeline's name. */
    public Optional<GenericKubernetesResource> deployment(ResourceID pipeline) {
        return deployments.get(pipeline);
    }

    /** The pods of a pipeline's job. */
    public PodFacts pods(ResourceID pipeline) {
        return pods.of(pipeline);
    }

    /** Forgets what is remembered of a pipeline that is gone. */
    public void forget(ResourceID pipeline) {
        pods.forget(pipeline);
    }

    /** A Kafka. */
    public Optional<GenericKubernetesResource> kafka(ResourceID kafka) {
        var source = kafkas;
        return source == null ? Optional.empty() : source.get(kafka);
    }

    /** Our ConfigMaps of a pipeline. */
    public List<ConfigMap> configMaps(ResourceID pipeline) {
        return configMaps.byIndex(BY_OWNER, key(pipeline));
    }

    /**
     * The KafkaTopics that concern a pipeline: its own, and any that stands for a topic that it uses or has the name that
     * one of its own would get.
     */
    public List<GenericKubernetesResource> topics(KafkaFlinkPipeline pipeline) {
        var source = topics;
        if (source == null) {
            return List.of();
        }
        List<GenericKubernetesResource> own = source.byIndex(BY_OWNER, key(ResourceID.fromResource(pipeline)));
        // Also what stands for a topic that it owns and no longer uses: deleting its own would take that one's data.
        var used = Stream.concat(topicKeys(pipeline).stream(), own.stream().map(Watches::topicKey))
                .flatMap(key -> source.byIndex(BY_TOPIC, key).stream());
        var named = References.kafka(pipeline).stream().flatMap(kafka -> References.topics(pipeline).stream()
                .map(topic -> new ResourceID(
                        Names.kafkaTopic(topic), kafka.getNamespace().orElseThrow()))
                .flatMap(id -> source.get(id).stream()));
        var unique = Stream.of(own.stream(), used, named)
                .flatMap(all -> all)
                .collect(Collectors.toMap(ResourceID::fromResource, topic -> topic, (one, same) -> one));
        return List.copyOf(unique.values());
    }

    /** The other pipelines on the same Kafka that use a topic that the pipeline uses or owns, but for those that are leaving. */
    public List<Neighbour> neighbours(KafkaFlinkPipeline pipeline, String clusterId) {
        var self = ResourceID.fromResource(pipeline);
        var source = topics;
        Stream<String> owned = source == null
                ? Stream.of()
                : source.byIndex(BY_OWNER, key(self)).stream()
                        .map(topic -> KafkaTopics.read(topic).topicName());
        return Stream.concat(References.topics(pipeline).stream(), owned)
                .distinct()
                .flatMap(topic -> useKeys(pipeline, clusterId, topic))
                .flatMap(key -> pipelines.byIndex(BY_USE, key).stream())
                .filter(other -> other.getMetadata().getDeletionTimestamp() == null)
                .filter(other -> !ResourceID.fromResource(other).equals(self))
                .map(other -> new Neighbour(
                        PipelineKey.of(other).toString(),
                        Instant.parse(other.getMetadata().getCreationTimestamp()),
                        References.topics(other)))
                .distinct()
                .toList();
    }

    // One Kafka can be named as a resource and by its address: its own id says that they are the same.
    private static Stream<String> useKeys(KafkaFlinkPipeline pipeline, String clusterId, String topic) {
        return Stream.concat(
                References.kafka(pipeline).stream().map(kafka -> "resource " + key(kafka) + " " + topic),
                Stream.of(clusterId).filter(id -> !id.isEmpty()).map(id -> "cluster " + id + " " + topic));
    }

    private static List<String> useKeys(KafkaFlinkPipeline pipeline) {
        var status = pipeline.getStatus();
        String clusterId =
                status == null || status.kafka() == null || status.kafka().clusterId() == null
                        ? ""
                        : status.kafka().clusterId();
        return References.topics(pipeline).stream()
                .flatMap(topic -> useKeys(pipeline, clusterId, topic))
                .toList();
    }

    /** An object that a pipeline is made of. */
    public Optional<? extends HasMetadata> find(String apiVersion, String kind, ResourceID id) {
        if (kind.equals("ConfigMap")) {
            return configMaps.get(id);
        }
        return switch (ResourceKind.of(apiVersion, kind)) {
            case FLINK_DEPLOYMENT -> deployments.get(id);
            case KAFKA_TOPIC -> topics == null ? Optional.empty() : topics.get(id);
            case KAFKA, PIPELINE -> throw new IllegalArgumentException(kind + " is not ours to write");
        };
    }

    /** Notes what a write returned, so that the next look does not see the object as it was before. */
    public void written(HasMetadata before, HasMetadata after) {
        if (after instanceof ConfigMap configMap) {
            written(configMaps, (ConfigMap) before, configMap);
        } else if (after instanceof GenericKubernetesResource resource) {
            var source =
                    switch (ResourceKind.of(resource.getApiVersion(), resource.getKind())) {
                        case FLINK_DEPLOYMENT -> deployments;
                        case KAFKA_TOPIC -> topics;
                        case KAFKA, PIPELINE ->
                            throw new IllegalArgumentException("%s is not ours to write".formatted(resource.getKind()));
                    };
            written(source, (GenericKubernetesResource) before, resource);
        }
    }

    private static <R extends HasMetadata> void written(
            InformerEventSource<R, KafkaFlinkPipeline> source, R before, R after) {
        if (before == null) {
            source.handleRecentResourceCreate(ResourceID.fromResource(after), after);
        } else {
            source.handleRecentResourceUpdate(ResourceID.fromResource(after), after, before);
        }
    }

    private Set<ResourceID> concernedBy(GenericKubernetesResource topic) {
        Set<ResourceID> concerned = new HashSet<>(owners(topic));
        concerned.addAll(pipelines(BY_TOPIC, topicKey(topic)));
        return concerned;
    }

    private Set<ResourceID> pipelines(String index, String key) {
        return pipelines.byIndex(index, key).stream()
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    static Set<ResourceID> owners(HasMetadata object) {
        return Labels.owner(object.getMetadata().getLabels())
                .map(owner -> Set.of(new ResourceID(owner.name(), owner.namespace())))
                .orElse(Set.of());
    }

    static List<String> ownerKeys(HasMetadata object) {
        return owners(object).stream().map(Watches::key).toList();
    }

    private static List<String> topicKeys(KafkaFlinkPipeline pipeline) {
        return References.kafka(pipeline)
                .map(kafka -> References.topics(pipeline).stream()
                        .map(topic -> kafka.getNamespace().orElseThrow() + "/" + topic)
                        .toList())
                .orElse(List.of());
    }

    private static String topicKey(GenericKubernetesResource topic) {
        return topic.getMetadata().getNamespace() + "/"
                + KafkaTopics.read(topic).topicName();
    }

    static String key(ResourceID id) {
        return id.getNamespace().orElse("") + "/" + id.getName();
    }
}
