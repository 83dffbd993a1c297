package dev.kafkaflink.cli.kafka;

import java.util.Map;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** What Kafka knows of positions. */
public interface Offsets {
    /** The end of each partition: of what is committed, or of all that is written; none where there is no topic. */
    Map<TopicPartition, Long> ends(String topic, IsolationLevel isolation);

    /** The offsets that a group has committed; partitions without any are left out. */
    Map<TopicPartition, Long> committed(String group);
}
