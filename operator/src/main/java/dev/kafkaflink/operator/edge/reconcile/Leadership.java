package dev.kafkaflink.operator.edge.reconcile;

import dev.kafkaflink.operator.edge.config.OperatorSettings;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;

/** Whether this operator waits for its turn. */
final class Leadership {

    /** Null: it does not. */
    @Produces
    @Dependent
    @Unremovable
    LeaderElectionConfiguration leaderElection(OperatorSettings settings) {
        var election = settings.leaderElection();
        return election.enabled()
                ? new LeaderElectionConfiguration(
                        election.leaseName(), election.leaseNamespace().orElse(null))
                : null;
    }
}
