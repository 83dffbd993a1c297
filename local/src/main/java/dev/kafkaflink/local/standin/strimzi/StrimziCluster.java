package dev.kafkaflink.local.standin.strimzi;

import java.util.List;

/**
 * A Kafka cluster as Strimzi would present it.
 *
 * @param namespace of the Kafka resource, and of the topics and users
 * @param name of the Kafka resource
 * @param listeners ways to the broker
 * @param adminBootstrapServers {@code host:port} of a listener where the stand-ins may do everything
 */
public record StrimziCluster(String namespace, String name, List<Listener> listeners, String adminBootstrapServers) {

    public StrimziCluster {
        listeners = List.copyOf(listeners);
    }

    /**
     * A way to the broker.
     *
     * @param name as pipelines name it
     * @param bootstrapServers {@code host:port}
     * @param caCertificatePem the authority that signed its certificate; null for a listener without TLS
     * @param scram whether users must authenticate by SCRAM-SHA-512
     */
    public record Listener(String name, String bootstrapServers, String caCertificatePem, boolean scram) {
        String host() {
            return bootstrapServers.substring(0, bootstrapServers.lastIndexOf(':'));
        }

        int port() {
            return Integer.parseInt(bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1));
        }
    }
}
