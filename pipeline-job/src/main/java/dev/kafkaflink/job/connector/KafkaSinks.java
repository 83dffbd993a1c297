package dev.kafkaflink.job.connector;

import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
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
     */
    public static <T> Sink<T> of(
            KafkaCluster cluster,
            Delivery delivery,
            String name,
            String sink,
            KafkaRecordSerializationSchema<T> serializer) {
        KafkaSink<T> kafka = KafkaSink.<T>builder()
                .setKafkaProducerConfig(KafkaClients.producer(cluster))
                .setBootstrapServers(cluster.bootstrapServers())
                .setDeliveryGuarantee(
                        switch (delivery) {
                            case ExactlyOnce -> DeliveryGuarantee.EXACTLY_ONCE;
                            case AtLeastOnce -> DeliveryGuarantee.AT_LEAST_ONCE;
                        })
                .setTransactionalIdPrefix(cluster.transactionalIdPrefix() + "-" + name)
                .setRecordSerializer(serializer)
                .build();
        return new CountingSink<>(kafka, sink);
    }
}
