package dev.kafkaflink.operator.edge.reconcile;

import dev.kafkaflink.operator.edge.config.OperatorSettings;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Whether this operator waits for its turn. One that loses it ends at once, so that no two act. The SDK would do the same
 * by System.exit, which never returns where the operator is ending already.
 */
@Singleton
final class Leadership {
    private static final Logger LOG = Logger.getLogger(Leadership.class);

    private volatile boolean ending;

    /** Null: it does not. */
    @Produces
    @Dependent
    @Unremovable
    LeaderElectionConfiguration leaderElection(OperatorSettings settings) {
        var election = settings.leaderElection();
        if (!election.enabled()) {
            return null;
        }
        return new LeaderElectionConfiguration(
                election.leaseName(),
                election.leaseNamespace().orElse(null),
                LeaderElectionConfiguration.LEASE_DURATION_DEFAULT_VALUE,
                LeaderElectionConfiguration.RENEW_DEADLINE_DEFAULT_VALUE,
                LeaderElectionConfiguration.RETRY_PERIOD_DEFAULT_VALUE,
                null,
                new LeaderCallbacks(() -> {}, this::lost, leader -> {}),
                false);
    }

    // Before the operator is stopped, which gives its turn up.
    void onStop(@Observes @Priority(1) ShutdownEvent event) {
        ending = true;
    }

    private void lost() {
        if (!ending) {
            LOG.error("another operator has the lease now, or the API server did not renew it in time; this one ends");
            Runtime.getRuntime().halt(1);
        }
    }
}
