package dev.kafkaflink.operator.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.operator.core.desired.Handover;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Acted;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Origin;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Revision;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Spec;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Status;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Times;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.ObservedBuilder;
import dev.kafkaflink.operator.core.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What was edited and cannot start is put back, after its time and not before. */
class RollBackTest {
    private static final Instant EDITED = Instant.parse("2026-11-22T12:00:00Z");
    private static final Acted OLD = acted("old");
    private static final Acted NEW = acted("new");

    @ParameterizedTest
    @CsvSource({
        "StateDoesNotFit, 0",
        "JobFailed, 0",
        "DeploymentRefused, 0",
        "ContainerNotCreated, 30",
        "ImageNotPulled, 30",
        "ProcessCrashing, 60",
        "OutOfMemory, 60",
        "UpgradeFailing, 120",
        "Unschedulable, 300",
        "NotStarting, 300"
    })
    void eachCauseHasItsTime(Reason reason, int seconds) {
        DeploymentFacts deployment = edited("UPGRADING", OLD, Acted.NONE);

        assertThat(back(deployment, reason, seconds - 1)).isEmpty();
        assertThat(in(deployment, reason, seconds - 1)).hasValue(Duration.ofSeconds(1));
        assertThat(back(deployment, reason, seconds)).hasValueSatisfying(handover -> {
            assertThat(handover.revision()).isEqualTo(OLD.revision());
            assertThat(handover.rolledBack()).isEqualTo("revision new: " + reason + ": it says no");
        });
        assertThat(in(deployment, reason, seconds)).isEmpty();
    }

    @Test
    void theCausesAreThese() {
        assertThat(RollBack.AFTER).hasSize(10);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void nothingElseIsACause(Reason reason) {
        boolean cause = RollBack.AFTER.containsKey(reason);

        assertThat(back(edited("UPGRADING", OLD, Acted.NONE), reason, 9999).isPresent())
                .isEqualTo(cause);
    }

    @Test
    void aJobThatCannotBeStoppedRunsOn() {
        assertThat(back(edited("STABLE", OLD, Acted.NONE), Reason.UpgradeFailing, 9999))
                .isEmpty();
    }

    // Each try to deploy moves the time at which the Flink operator last acted.
    @Test
    void aDeploymentThatIsTriedAgainAndAgainIsPutBackAllTheSame() {
        DeploymentFacts deployment = edited("UPGRADING", OLD, Acted.NONE);
        DeploymentFacts triedAgain = with(deployment, new Times(EDITED, EDITED, EDITED.plusSeconds(115)));

        assertThat(back(triedAgain, Reason.UpgradeFailing, 120)).isPresent();
    }

    @Test
    void whatNeverCameUpHasNothingToGoBackTo() {
        for (Reason reason : RollBack.AFTER.keySet()) {
            assertThat(back(edited("UPGRADING", Acted.NONE, Acted.NONE), reason, 9999))
                    .isEmpty();
            assertThat(back(edited("UPGRADING", NEW, Acted.NONE), reason, 9999)).isEmpty();
        }
    }

    // The Flink operator takes for stable what was suspended, though it never ran.
    @Test
    void anEditThatSuspendsIsPutBackToWhatRanBefore() {
        assertThat(back(edited("DEPLOYED", NEW, OLD), Reason.ImageNotPulled, 30))
                .map(Handover::revision)
                .contains(OLD.revision());
    }

    private static Optional<Handover> back(DeploymentFacts deployment, Reason reason, int seconds) {
        return RollBack.of(observed(deployment), kept(), findings(reason), EDITED.plusSeconds(seconds));
    }

    private static Optional<Duration> in(DeploymentFacts deployment, Reason reason, int seconds) {
        return RollBack.in(observed(deployment), kept(), findings(reason), EDITED.plusSeconds(seconds));
    }

    private static List<Finding> findings(Reason reason) {
        return List.of(Finding.of(reason, "it says no"));
    }

    private static Assessment kept() {
        return new Assessment(List.of(), null, new Handover(true, null, NEW.revision(), Map.of(), "", List.of()));
    }

    private static Observed observed(DeploymentFacts deployment) {
        return ObservedBuilder.delays(Worlds.spec(Format.Type.Json, "plain", false))
                .deployment(deployment)
                .build();
    }

    private static DeploymentFacts edited(String lifecycle, Acted stable, Acted noted) {
        return new DeploymentFacts(
                "delays",
                true,
                false,
                2,
                new Origin(1, "", "", noted),
                new Spec(false, NEW.revision(), null, null, "", NEW.spec()),
                new Status(2, NEW, stable, lifecycle, "RECONCILING", "MISSING", "job", null, "", "", ""),
                new Times(EDITED.minusSeconds(3600), EDITED, EDITED));
    }

    private static DeploymentFacts with(DeploymentFacts facts, Times times) {
        return new DeploymentFacts(
                facts.name(),
                facts.ours(),
                facts.deleting(),
                facts.generation(),
                facts.origin(),
                facts.spec(),
                facts.status(),
                times);
    }

    private static Acted acted(String revision) {
        return new Acted(new Revision(revision, revision), null, null, Map.of("image", revision));
    }
}
