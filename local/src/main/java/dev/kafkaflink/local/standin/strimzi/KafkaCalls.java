package dev.kafkaflink.local.standin.strimzi;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for answers of Kafka's admin client. */
final class KafkaCalls {
    private KafkaCalls() {}

    /** The answer. The client's own time limits bound the wait. Throws what Kafka said. */
    static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            // Restores the interrupt flag, and is what Kafka's other clients throw.
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApiException apiException) {
                throw apiException;
            }
            throw new IllegalStateException("Kafka's client failed", e.getCause());
        }
    }
}
