package dev.kafkaflink.operator.core.model;

import java.util.List;
import java.util.Set;

/**
 * A Strimzi Kafka.
 *
 * @param namespace its namespace, in which its KafkaTopics live too
 * @param name its name
 * @param ready whether its Ready condition is True
 * @param message what it says of itself where it is not ready; empty: nothing
 * @param clusterId the id that the cluster has given itself; empty: Strimzi does not say
 * @param sharing whose pipelines may use it
 * @param listeners its listeners in the order of its specification; those without an address included
 */
public record KafkaFacts(
        String namespace,
        String name,
        boolean ready,
        String message,
        String clusterId,
        Sharing sharing,
        List<Listener> listeners) {

    public KafkaFacts {
        listeners = List.copyOf(listeners);
    }

    /** Whether pipelines of a namespace may read and write its topics. */
    public boolean mayUse(String otherNamespace) {
        return mayOwnTopics(otherNamespace) || names(sharing.use(), otherNamespace);
    }

    /** Whether pipelines of a namespace may moreover create and delete topics. */
    public boolean mayOwnTopics(String otherNamespace) {
        return !sharing.restricted() || otherNamespace.equals(namespace) || names(sharing.topics(), otherNamespace);
    }

    private static boolean names(Set<String> namespaces, String namespace) {
        return namespaces.contains(namespace) || namespaces.contains("*");
    }

    /**
     * Whose pipelines may use it, by its owner's word; those of its own namespace always may.
     *
     * @param restricted whether its owner has said anything; else all may
     * @param use namespaces that may read and write topics; {@code *}: all
     * @param topics namespaces that may own topics too
     */
    public record Sharing(boolean restricted, Set<String> use, Set<String> topics) {

        /** Nothing is said. */
        public static final Sharing OPEN = new Sharing(false, Set.of(), Set.of());

        public Sharing {
            use = Set.copyOf(use);
            topics = Set.copyOf(topics);
        }
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
