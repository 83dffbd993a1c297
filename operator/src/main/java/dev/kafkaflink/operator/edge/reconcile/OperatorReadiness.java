package dev.kafkaflink.operator.edge.reconcile;

import io.javaoperatorsdk.operator.Operator;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the operator has started and as long as its watches work; says what it waits for. */
@Singleton
@Readiness
final class OperatorReadiness implements HealthCheck {
    private static final String NAME = "operator";

    private final Startup startup;
    private final Operator operator;

    OperatorReadiness(Startup startup, Operator operator) {
        this.startup = startup;
        this.operator = operator;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named(NAME);
        if (!startup.waitingFor().isEmpty()) {
            response.withData("waiting", startup.waitingFor());
        }
        // Before the start the operator must not be touched: it would be made before the API server serves its kinds.
        if (!startup.hasStarted()) {
            return response.down().build();
        }
        var unhealthy = operator.getRuntimeInfo().unhealthyEventSources().values().stream()
                .flatMap(sources -> sources.keySet().stream())
                .sorted()
                .toList();
        if (!unhealthy.isEmpty()) {
            response.withData("watches that do not work", String.join(", ", unhealthy));
        }
        return response.status(unhealthy.isEmpty()).build();
    }
}
