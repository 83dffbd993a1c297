package dev.kafkaflink.operator.core.model;

import java.util.List;

/**
 * A Strimzi Kafka.
 *
 * @param namespace its namespace, in which its KafkaTopics live too
 * @param name its name
 * @param ready whether its Ready condition is True
 * @param message what it says of itself where it is not ready; empty: nothing
 * @param clusterId the id that the cluster has given itself; empty: Strimzi does not say
 * @param listeners its listeners in the order of its specification; those without an address included
 */
public record KafkaFacts(
        String namespace, String name, boolean ready, String message, String clusterId, List<Listener> listeners) {

    public KafkaFacts {
        listeners = List.copyOf(listeners);
    }

    /**
     * A listener.
     *
     * @param name its name
     * @param bootstrapServers {@code host:port}, separated by commas; empty: not known yet
     * @param tls whether it encrypts
     * @param authentication the type of authentication, such as {@code scram-sha-512}; empty: anybody may connect
     * @param certificates PEM certificates that its clients are to trust
     */
    public record Listener(
            String name, String bootstrapServers, boolean tls, String authentication, List<String> certificates) {

        public Listener {
            certificates = List.copyOf(certificates);
        }

        /** Whether a client needs neither a certificate nor a user. */
        public boolean plain() {
            return !tls && authentication.isEmpty();
        }
    }
}
