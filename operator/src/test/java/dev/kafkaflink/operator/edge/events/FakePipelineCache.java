package dev.kafkaflink.operator.edge.events;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A cache of pipelines that is filled by hand; its indexes are always up to date. */
final class FakePipelineCache implements IndexerResourceCache<KafkaFlinkPipeline> {
    private final Map<ResourceID, KafkaFlinkPipeline> pipelines = new LinkedHashMap<>();
    private final Map<String, Function<KafkaFlinkPipeline, List<String>>> indexers = new HashMap<>();

    /** As it is now. */
    void put(KafkaFlinkPipeline pipeline) {
        pipelines.put(ResourceID.fromResource(pipeline), pipeline);
    }

    void remove(KafkaFlinkPipeline pipeline) {
        pipelines.remove(ResourceID.fromResource(pipeline));
    }

    @Override
    public void addIndexers(Map<String, Function<KafkaFlinkPipeline, List<String>>> added) {
        indexers.putAll(added);
    }

    @Override
    public List<KafkaFlinkPipeline> byIndex(String index, String key) {
        return list(pipeline -> indexers.get(index).apply(pipeline).contains(key))
                .toList();
    }

    @Override
    public Optional<KafkaFlinkPipeline> get(ResourceID id) {
        return Optional.ofNullable(pipelines.get(id));
    }

    @Override
    public Stream<ResourceID> keys() {
        return pipelines.keySet().stream();
    }

    @Override
    public Stream<KafkaFlinkPipeline> list(Predicate<KafkaFlinkPipeline> predicate) {
        return pipelines.values().stream().filter(predicate);
    }

    @Override
    public Stream<KafkaFlinkPipeline> list(String namespace, Predicate<KafkaFlinkPipeline> predicate) {
        return list(pipeline -> pipeline.getMetadata().getNamespace().equals(namespace))
                .filter(predicate);
    }
}
