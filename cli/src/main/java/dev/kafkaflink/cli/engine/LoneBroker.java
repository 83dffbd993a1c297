package dev.kafkaflink.cli.engine;

import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.jobdef.StartFrom;
import dev.kafkaflink.crds.v1alpha1.TopicSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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

    /**
     * A source that reads all of its topic, wherever a pipeline on a cluster would begin: what is fed here is there before the
     * job is.
     */
    public static Source fromTheBeginning(Source source) {
        return new Source(
                source.name(),
                source.topic(),
                source.format(),
                source.columns(),
                source.eventTime(),
                new StartFrom(StartFrom.Position.Earliest, null));
    }
}
