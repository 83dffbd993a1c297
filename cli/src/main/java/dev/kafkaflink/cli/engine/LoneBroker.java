package dev.kafkaflink.cli.engine;

import dev.kafkaflink.cli.pipeline.CheckedPipeline;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.jobdef.StartFrom;
import dev.kafkaflink.crds.table.Subscription;
import dev.kafkaflink.crds.v1alpha1.TopicSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Topics of pipelines as a lone broker can have them. */
public final class LoneBroker {
    private LoneBroker() {}

    /** One partition, if the pipeline does not say how many. */
    public static int partitions(TopicSpec topic) {
        return Objects.requireNonNullElse(topic.partitions(), 1);
    }

    /** The topic by another name, with the one replica that there is a broker for. */
    public static NewTopic topic(TopicSpec topic, String name) {
        Map<String, String> config = new HashMap<>(topic.config());
        config.remove(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        return new NewTopic(name, partitions(topic), (short) 1).configs(config);
    }

    /** All topics that pipelines use, by name; those of which none says how they are to be are as the broker makes them. */
    public static Map<String, TopicSpec> topics(List<CheckedPipeline> pipelines) {
        Map<String, TopicSpec> topics = new LinkedHashMap<>();
        pipelines.stream()
                .flatMap(pipeline -> pipeline.pipeline().getSpec().topics().stream())
                .forEach(topic -> topics.putIfAbsent(topic.name(), topic));
        pipelines.stream()
                .flatMap(pipeline -> Stream.of(
                                pipeline.pipeline().getSpec().readTopics().stream(),
                                pipeline.pipeline().getSpec().writtenTopics().stream(),
                                Stream.ofNullable(
                                        pipeline.definition().deadLetters().topic()))
                        .flatMap(names -> names))
                .forEach(topic -> add(Stream.of(topic), topics));
        return topics;
    }

    /** Adds topics of which nothing is said. */
    public static void add(Stream<String> names, Map<String, TopicSpec> topics) {
        names.forEach(name -> topics.putIfAbsent(name, new TopicSpec(name, null, null, Map.of(), null)));
    }

    /**
     * A source that reads all of its topics, wherever a pipeline on a cluster would begin: what is fed here is there before the
     * job is.
     */
    public static Source fromTheBeginning(Source source, Subscription topics) {
        return source.at(topics, new StartFrom(StartFrom.Position.Earliest, null));
    }
}
