package dev.kafkaflink.operator.core.resolve;

import dev.kafkaflink.crds.v1alpha1.KafkaAccess;
import dev.kafkaflink.operator.core.model.KafkaFacts;
import dev.kafkaflink.operator.core.model.KafkaFacts.Listener;
import dev.kafkaflink.operator.core.model.Observed;
import java.util.List;
import java.util.Optional;

/** Which listener of a Kafka a pipeline uses. */
public final class Listeners {
    private Listeners() {}

    /**
     * The listeners that would do: the one that is named; else the only one that there is, or those that need no user.
     * The pipeline can run if it is exactly one.
     */
    public static List<Listener> candidates(KafkaAccess access, KafkaFacts kafka) {
        if (access.listener() != null) {
            return kafka.listeners().stream()
                    .filter(listener -> listener.name().equals(access.listener()))
                    .toList();
        }
        return kafka.listeners().size() == 1
                ? kafka.listeners()
                : kafka.listeners().stream()
                        .filter(listener -> listener.authentication().isEmpty())
                        .toList();
    }

    /** The bootstrap servers; empty as long as they are not known. */
    public static Optional<String> bootstrapServers(Observed observed) {
        KafkaAccess access = observed.pipeline().getSpec().kafka();
        if (access.clusterRef() == null) {
            return Optional.ofNullable(access.bootstrapServers());
        }
        if (observed.kafka() == null) {
            return Optional.empty();
        }
        List<Listener> candidates = candidates(access, observed.kafka());
        return candidates.size() == 1
                ? Optional.of(candidates.get(0).bootstrapServers()).filter(address -> !address.isEmpty())
                : Optional.empty();
    }
}
