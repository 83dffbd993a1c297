package dev.kafkaflink.job.connector;

import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;

/** Kafka sinks with the pipeline's guarantee. */
public final class KafkaSinks {
    private KafkaSinks() {}

    /**
     * A sink that counts.
     *
     * @param name unique in the pipeline: part of the transactional ids
     * @param sink the sink whose metrics it counts in; null: the dead letters' output
     * @param topic what it writes to
     */
    public static <T> Sink<T> of(
            KafkaCluster cluster,
            Delivery delivery,
            String name,
            String sink,
            String topic,
            KafkaRecordSerializationSchema<T> serializer) {
        Properties producer = KafkaClients.producer(cluster);
        Properties admin = KafkaClients.admin(cluster);
        String prefix = cluster.transactionalIdPrefix() + "-" + name;
        return new CountingSink<>(
                build(producer, delivery, prefix, serializer),
                // Whoever plans has no Kafka that could be asked.
                () -> build(
                        KafkaClients.producer(producer, TopicLimit.lookUp(admin, topic)), delivery, prefix, serializer),
                sink);
    }

    private static <T> KafkaSink<T> build(
            Properties producer, Delivery delivery, String prefix, KafkaRecordSerializationSchema<T> serializer) {
        return KafkaSink.<T>builder()
                .setKafkaProducerConfig(producer)
                .setDeliveryGuarantee(
                        switch (delivery) {
                            case ExactlyOnce -> DeliveryGuarantee.EXACTLY_ONCE;
                            case AtLeastOnce -> DeliveryGuarantee.AT_LEAST_ONCE;
                        })
                .setTransactionalIdPrefix(prefix)
                .setRecordSerializer(serializer)
                .build();
    }
}
