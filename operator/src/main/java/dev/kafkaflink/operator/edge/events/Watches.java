package dev.kafkaflink.operator.edge.events;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.facts.KafkaTopics;
import dev.kafkaflink.operator.core.model.Neighbour;
import dev.kafkaflink.operator.core.model.PodFacts;
import dev.kafkaflink.operator.core.naming.Labels;
import dev.kafkaflink.operator.core.naming.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
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
    private static final String BY_TOPIC = "topic";
    private static final String BY_OWNER = "owner";
    private static final String BY_ACCESS = "access";

    private final Set<String> kafkaNamespaces;
    private PipelineIndex pipelines;
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
        pipelines = new PipelineIndex(context.getPrimaryCache());
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
                        .withSecondaryToPrimaryMapper(PipelineIndex::owners)
                        .build(),
                context);
        configMaps.addIndexers(Map.of(BY_OWNER, PipelineIndex::ownerKeys));
        pods = new PodEventSource(context);
        return List.of(deployments, configMaps, pods);
    }

    /** The watches of Strimzi's kinds, to be registered once it is installed. */
    public List<EventSource<?, KafkaFlinkPipeline>> strimzi(EventSourceContext<KafkaFlinkPipeline> context) {
        var kafkaSource = new InformerEventSource<>(
                inKafkaNamespaces(InformerEventSourceConfiguration.from(
                                ResourceKind.KAFKA.groupVersionKind(), KafkaFlinkPipeline.class)
                        .withName("kafkas")
                        .withSecondaryToPrimaryMapper(kafka -> pipelines.onKafka(kafka))),
                context);
        kafkaSource.addIndexers(Map.of(BY_ACCESS, PipelineIndex::accessKeys));
        var topicSource = new InformerEventSource<>(
                inKafkaNamespaces(InformerEventSourceConfiguration.from(
                                ResourceKind.KAFKA_TOPIC.groupVersionKind(), KafkaFlinkPipeline.class)
                        .withName("kafkatopics")
                        .withSecondaryToPrimaryMapper(topic -> pipelines.concernedBy(topic))),
                context);
        topicSource.addIndexers(
                Map.of(BY_OWNER, PipelineIndex::ownerKeys, BY_TOPIC, topic -> List.of(PipelineIndex.topicKey(topic))));
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

    /**
     * The Kafka that has an address, or is a cluster.
     *
     * @param address {@code HOST:PORT}, separated by commas
     * @param clusterId the id that the cluster has given itself; empty: not known
     */
    public Optional<GenericKubernetesResource> kafkaAt(String address, String clusterId) {
        var source = kafkas;
        return source == null
                ? Optional.empty()
                : Stream.concat(
                                PipelineIndex.clusterKeys(clusterId).stream(),
                                PipelineIndex.addressKeys(address).stream())
                        .flatMap(key -> source.byIndex(BY_ACCESS, key).stream())
                        .findFirst();
    }

    /** Our ConfigMaps of a pipeline. */
    public List<ConfigMap> configMaps(ResourceID pipeline) {
        return configMaps.byIndex(BY_OWNER, PipelineIndex.key(pipeline));
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
        List<GenericKubernetesResource> own =
                source.byIndex(BY_OWNER, PipelineIndex.key(ResourceID.fromResource(pipeline)));
        // Also what stands for a topic that it owns and no longer uses: deleting its own would take that one's data.
        var used = Stream.concat(
                        PipelineIndex.topicKeys(pipeline).stream(), own.stream().map(PipelineIndex::topicKey))
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

    /**
     * The other pipelines on the same Kafka that use a topic that the pipeline uses or owns, but for those that are leaving.
     *
     * @param clusterId the id of its Kafka cluster; empty: not known
     */
    public List<Neighbour> neighbours(KafkaFlinkPipeline pipeline, String clusterId) {
        var source = topics;
        Stream<String> owned = source == null
                ? Stream.of()
                : source.byIndex(BY_OWNER, PipelineIndex.key(ResourceID.fromResource(pipeline))).stream()
                        .map(topic -> KafkaTopics.read(topic).topicName());
        return pipelines.neighbours(pipeline, owned, clusterId);
    }

    /**
     * The other pipelines that use a topic of which a pipeline has let go.
     *
     * @param after as it is now; null: it is gone
     */
    public Set<ResourceID> freed(KafkaFlinkPipeline before, KafkaFlinkPipeline after) {
        return pipelines.freed(before, after);
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
}
