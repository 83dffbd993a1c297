package dev.kafkaflink.operator.core.resolve;

import dev.kafkaflink.crds.v1alpha1.JobSpec;
import dev.kafkaflink.crds.v1alpha1.KafkaAccess;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.operator.core.model.KafkaLook;
import dev.kafkaflink.operator.core.model.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which Kafka cluster a pipeline is on. What its job keeps, offsets above all, belongs to one cluster and means nothing on
 * another. A cluster is known by the id that it has given itself: addresses and names of resources can come to mean
 * another one, and one cluster can have several.
 */
public final class ClusterIdentity {
    /** After this, a Kafka that Strimzi does not run is asked again, since it may have been made anew. */
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private static final Duration AGAIN_WITHOUT_ANSWER = Duration.ofSeconds(30);

    private ClusterIdentity() {}

    /** The cluster that what the job keeps belongs to, as the status has it, or as its own Kafka says; empty: not known. */
    public static Optional<String> kept(Observed observed) {
        PipelineStatus status = observed.pipeline().getStatus();
        return Optional.ofNullable(status)
                .map(PipelineStatus::kafka)
                .map(PipelineStatus.KafkaStatus::clusterId)
                .or(() -> beginsAnew(observed) ? Optional.empty() : learned(observed))
                .filter(id -> !id.isEmpty());
    }

    private static Optional<String> learned(Observed observed) {
        return changesAddress(observed)
                ? look(observed, runningAddress(observed)).map(KafkaLook::clusterId)
                : asked(observed);
    }

    /** The cluster that the specification names; empty: it has not said yet. */
    public static Optional<String> asked(Observed observed) {
        boolean strimzi =
                observed.kafka() != null && !observed.kafka().clusterId().isEmpty();
        return strimzi
                ? Optional.of(observed.kafka().clusterId())
                : look(observed, address(observed)).map(KafkaLook::clusterId).filter(id -> !id.isEmpty());
    }

    /** Whether a Kafka that Strimzi does not run is still to be asked before a first job is started on it. */
    public static boolean isToBeAsked(Observed observed) {
        return observed.deployment() == null
                && observed.pipeline().getSpec().kafka().clusterRef() == null
                && look(observed, address(observed)).isEmpty();
    }

    /** Whether the job that runs is at another address than the specification names. */
    public static boolean changesAddress(Observed observed) {
        return !runningAddress(observed).isEmpty()
                && !address(observed).isEmpty()
                && !runningAddress(observed).equals(address(observed));
    }

    /** Whether a job is about to be given the address, so that it has to be known whether it is the same cluster. */
    public static boolean matters(Observed observed) {
        boolean goesOn = observed.deployment() == null
                && !beginsAnew(observed)
                && RestoreDecision.stateFolder(observed).isPresent();
        return goesOn || changesAddress(observed);
    }

    /** Whether the next job begins without any state, so that it may begin on any cluster. */
    public static boolean beginsAnew(Observed observed) {
        boolean stateless =
                JobSettings.of(observed.pipeline(), observed.defaults()).upgrade() == JobSpec.UpgradeMode.Stateless;
        return stateless && (observed.deployment() == null || changesAddress(observed));
    }

    /**
     * The cluster that is to stand in the status once the job is handed over; empty: not known.
     *
     * @param back whether the job was put back to what came before: it is then on the cluster that it left, which is to be
     *     learned again
     */
    public static Optional<String> next(Observed observed, boolean handedOver, boolean back) {
        if (!handedOver || !beginsAnew(observed)) {
            return kept(observed);
        }
        return back ? Optional.empty() : asked(observed);
    }

    /**
     * Whom to ask which cluster it is; empty: nobody. The old address comes first as long as nobody knows what the job has
     * been on.
     */
    public static Optional<String> toAsk(Observed observed, Instant now) {
        KafkaAccess access = observed.pipeline().getSpec() == null
                ? null
                : observed.pipeline().getSpec().kafka();
        if (access == null || address(observed).isEmpty()) {
            return Optional.empty();
        }
        if (kept(observed).isEmpty() && changesAddress(observed)) {
            return Optional.of(runningAddress(observed)).filter(address -> isDue(observed, address, now));
        }
        boolean strimziSays =
                observed.kafka() != null && !observed.kafka().clusterId().isEmpty();
        boolean needed = access.clusterRef() == null || matters(observed);
        return Optional.of(address(observed))
                .filter(address -> needed && !strimziSays && isDue(observed, address, now));
    }

    /** Why the address did not say which cluster it is, when it was last asked; empty: it did, or it is being asked. */
    public static Optional<String> failure(Observed observed) {
        String address = kept(observed).isEmpty() ? runningAddress(observed) : address(observed);
        return Optional.ofNullable(observed.look())
                .filter(look -> look.question().bootstrapServers().equals(address))
                .map(KafkaLook::failure)
                .filter(failure -> !failure.isEmpty());
    }

    private static boolean isDue(Observed observed, String address, Instant now) {
        KafkaLook last = observed.look();
        if (last == null || !last.question().bootstrapServers().equals(address)) {
            return true;
        }
        return !last.at().plus(last.answered() ? AGAIN : AGAIN_WITHOUT_ANSWER).isAfter(now);
    }

    private static Optional<KafkaLook> look(Observed observed, String address) {
        return Optional.ofNullable(observed.look())
                .filter(look -> look.question().bootstrapServers().equals(address));
    }

    private static String address(Observed observed) {
        boolean named = observed.pipeline().getSpec() != null
                && observed.pipeline().getSpec().kafka() != null;
        return named ? Listeners.bootstrapServers(observed).orElse("") : "";
    }

    private static String runningAddress(Observed observed) {
        return observed.running() == null || observed.running().kafka() == null
                ? ""
                : observed.running().kafka().bootstrapServers();
    }
}
