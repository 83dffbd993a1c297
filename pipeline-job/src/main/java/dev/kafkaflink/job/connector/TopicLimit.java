package dev.kafkaflink.job.connector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.DefaultRecord;
import org.apache.kafka.common.record.DefaultRecordBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How large a record a topic takes. Kafka refuses a larger one, and a job that sent it would fail over it again after each
 * restart: so it is found before it is sent.
 *
 * <p>Kafka looks at the batch as the producer sends it, compressed if the producer compresses. Ours does not, and then a record
 * alone in its batch is what counts here, to the byte. With a compressing producer this would be on the safe side: a record
 * that Kafka would take compressed would be a dead letter.
 *
 * @param bytes of a batch that holds just this record
 * @param known whether Kafka said so; otherwise it is a broker's default
 */
public record TopicLimit(int bytes, boolean known) {
    private static final Logger LOG = LoggerFactory.getLogger(TopicLimit.class);
    /** A broker's default for message.max.bytes. */
    private static final int DEFAULT_BYTES = 1_048_588;

    private static final int ROUGH_OVERHEAD = 128;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /**
     * Asks Kafka for a topic's limit; a broker's default where that is not allowed.
     *
     * @param client properties of a Kafka client
     * @throws IOException if Kafka cannot be reached
     */
    public static TopicLimit lookUp(Properties client, String topic) throws IOException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(client)) {
            String value = admin.describeConfigs(List.of(resource))
                    .all()
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .get(resource)
                    .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                    .value();
            return new TopicLimit(Integer.parseInt(value), true);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException
                    || e.getCause() instanceof UnknownTopicOrPartitionException) {
                LOG.warn(
                        "topic '{}': max.message.bytes cannot be read, {} bytes is assumed; allow DescribeConfigs on the"
                                + " topic: {}",
                        topic,
                        DEFAULT_BYTES,
                        e.getCause().getMessage());
                return new TopicLimit(DEFAULT_BYTES, false);
            }
            throw unreachable(topic, e.getCause());
        } catch (TimeoutException e) {
            throw unreachable(topic, e);
        }
    }

    private static IOException unreachable(String topic, Throwable cause) {
        return new IOException("topic '" + topic + "': Kafka did not say its max.message.bytes", cause);
    }

    /** Whether the topic takes a record of this key, value and headers; key and value may be null. */
    public boolean takes(byte[] key, byte[] value, Header... headers) {
        // The exact size is asked for only where the rough one comes near.
        long rough = (key == null ? 0L : key.length) + (value == null ? 0L : value.length) + ROUGH_OVERHEAD;
        return headers.length == 0 && rough <= bytes || sizeOf(key, value, headers) <= bytes;
    }

    private static int sizeOf(byte[] key, byte[] value, Header... headers) {
        return DefaultRecordBatch.RECORD_BATCH_OVERHEAD
                + DefaultRecord.sizeInBytes(0, 0, wrap(key), wrap(value), headers);
    }

    private static ByteBuffer wrap(byte[] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
