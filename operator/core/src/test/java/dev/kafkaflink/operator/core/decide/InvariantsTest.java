package dev.kafkaflink.operator.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.operator.core.desired.Handover;
import dev.kafkaflink.operator.core.model.Blame;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.naming.Names;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** What holds of every decision, whatever is observed. */
class InvariantsTest {
    @Provide
    Arbitrary<Observed> worlds() {
        return Worlds.all();
    }

    @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
    void aStatusIsWhole(@ForAll("worlds") Observed world) {
        PipelineStatus status = Decisions.decide(world, Worlds.NOW).status();

        assertThat(status.observedGeneration())
                .isEqualTo(world.pipeline().getMetadata().getGeneration());
        assertThat(status.conditions())
                .extracting(Condition::getType)
                .filteredOn(type -> !type.equals("OutputLost"))
                .containsExactly("Ready", "Reconciling", "Stalled", "SpecAccepted", "TopicsReady", "JobRunning");
        assertThat(status.conditions().stream()
                        .anyMatch(condition -> condition.getType().equals("OutputLost")))
                .isEqualTo(status.metrics() != null
                        && status.metrics().reliability() != null
                        && status.metrics().reliability().lost() != null);
        assertThat(status.conditions()).allSatisfy(condition -> {
            assertThat(condition.getReason()).matches("[A-Z][A-Za-z]+");
            assertThat(condition.getMessage()).isNotBlank().doesNotContain("null");
            assertThat(condition.getObservedGeneration()).isEqualTo(status.observedGeneration());
            assertThat(condition.getStatus()).isIn("True", "False", "Unknown");
        });
        assertThat(status.summary().state()).isNotBlank();
    }

    @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
    void theConditionsDoNotContradictEachOther(@ForAll("worlds") Observed world) {
        Decision decision = Decisions.decide(world, Worlds.NOW);
        PipelineStatus status = decision.status();

        assertThat(is(status, "Reconciling") && is(status, "Stalled")).isFalse();
        boolean user = decision.findings().stream().anyMatch(finding -> finding.blame() == Blame.USER);
        assertThat(is(status, "Stalled")).isEqualTo(user);
        if (is(status, "Ready")) {
            assertThat(is(status, "Reconciling") || is(status, "Stalled")).isFalse();
            assertThat(is(status, "SpecAccepted") && is(status, "TopicsReady") && is(status, "JobRunning"))
                    .isTrue();
            assertThat(world.job().runs()).isTrue();
            assertThat(world.job().silentSince()).isNull();
            assertThat(world.job().jobId()).isEqualTo(world.deployment().jobId());
            assertThat(world.deployment().ours()).isTrue();
            assertThat(world.verdicts()
                                    .containsKey(
                                            world.deployment().spec().revision().definition())
                            || Handover.isKept(world))
                    .as("what was never planned was accepted when the job was given it")
                    .isTrue();
        } else {
            boolean suspended = decision.findings().stream().anyMatch(finding -> finding.reason() == Reason.Suspended);
            assertThat(is(status, "Reconciling") || is(status, "Stalled") || suspended)
                    .as("what is not ready says whether that will change")
                    .isTrue();
        }
    }

    // A fixed seed: that every reason is met is a matter of luck otherwise.
    @Property(tries = 5000, seed = "42", shrinking = ShrinkingMode.OFF)
    void allReasonsButFewAreMet(@ForAll("worlds") Observed world) {
        Decision decision = Decisions.decide(world, Worlds.NOW);

        Statistics.label("ready").collect(is(decision.status(), "Ready")).coverage(coverage -> coverage.check(true)
                .count(count -> count > 10));
        Statistics.label("begun anew")
                .collect(decision.status().job() != null
                        && decision.status().job().lastEdit() != null)
                .coverage(coverage -> coverage.check(true).count(count -> count > 10));
        boolean living = world.pipeline().getMetadata().getDeletionTimestamp() == null;
        for (String kind : List.of("KafkaTopic", "ConfigMap")) {
            Statistics.label("left over " + kind)
                    .collect(living
                            && decision.delete().stream()
                                    .anyMatch(removal -> removal.key().kind().equals(kind)))
                    .coverage(coverage -> coverage.check(true).count(count -> count > 5));
        }
        decision.findings().forEach(finding -> Statistics.label("reason").collect(finding.reason()));
        Statistics.label("reason").coverage(coverage -> List.of(
                        Reason.NotSupportedYet,
                        Reason.KafkaNotFound,
                        Reason.KafkaNotReady,
                        Reason.ListenerNotFound,
                        Reason.QueryInvalid,
                        Reason.Planning,
                        Reason.PlannerFailed,
                        Reason.TopicNotFound,
                        Reason.TopicNotOurs,
                        Reason.TopicsPending,
                        Reason.TopicIgnored,
                        Reason.TopicChangeNotSupported,
                        Reason.TopicConflict,
                        Reason.TopicRefused,
                        Reason.KafkaUnreachable,
                        Reason.TopicUnmanaged,
                        Reason.DeploymentNotOurs,
                        Reason.DeploymentIgnored,
                        Reason.DeploymentRefused,
                        Reason.Starting,
                        Reason.Recreating,
                        Reason.Upgrading,
                        Reason.UpgradeFailing,
                        Reason.Suspending,
                        Reason.Suspended,
                        Reason.NotStarting,
                        Reason.Restarting,
                        Reason.CrashLoop,
                        Reason.CheckpointsFailing,
                        Reason.JobUnknown,
                        Reason.KafkaDisconnected,
                        Reason.JobFailed,
                        Reason.StateDoesNotFit,
                        Reason.JobFinished,
                        Reason.Deleting)
                .forEach(reason -> coverage.check(reason).count(count -> count > 0)));
    }

    @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
    void nothingIsAppliedBeforeItsTime(@ForAll("worlds") Observed world) {
        Decision decision = Decisions.decide(world, Worlds.NOW);
        List<HasMetadata> apply = decision.apply();
        boolean job = apply.stream().anyMatch(object -> object.getKind().equals("FlinkDeployment"));

        if (!apply.isEmpty()) {
            boolean back = decision.findings().stream().anyMatch(finding -> finding.reason() == Reason.RolledBack);
            assertThat(is(decision.status(), "SpecAccepted") || back).isTrue();
            assertThat(world.pipeline().getMetadata().getDeletionTimestamp()).isNull();
        }
        if (job && world.deployment() == null) {
            assertThat(is(decision.status(), "TopicsReady")).isTrue();
            assertThat(world.pipeline().getSpec().suspend()).isNotEqualTo(true);
        }
        if (job && world.deployment() != null) {
            assertThat(world.deployment().ours()).isTrue();
            assertThat(world.deployment().deleting()).isFalse();
        }
        world.topics().stream()
                .filter(topic -> !topic.belongsTo(new PipelineKey("lake", "delays")))
                .forEach(foreign -> assertThat(apply)
                        .noneMatch(object -> object.getKind().equals("KafkaTopic")
                                && object.getMetadata().getName().equals(foreign.name())));
        assertThat(apply).allSatisfy(object -> {
            if (object instanceof GenericKubernetesResource resource) {
                assertThat(resource.getAdditionalProperties()).containsOnlyKeys("spec");
            }
            assertThat(object.getMetadata().getLabels()).containsEntry("app.kubernetes.io/managed-by", "kafkaflink");
        });
    }

    @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
    void whatAJobKeptIsNotForgotten(@ForAll("worlds") Observed world) {
        PipelineStatus before = world.pipeline().getStatus();
        Decision decision = Decisions.decide(world, Worlds.NOW);

        if (before != null) {
            assertThat(decision.status().job().stateFolder()).isNotNull();
            assertThat(decision.status().kafka().clusterId()).isEqualTo("cluster");
        }
        if (world.deployment() == null) {
            decision.apply().stream()
                    .filter(object -> object.getKind().equals("FlinkDeployment"))
                    .map(GenericKubernetesResource.class::cast)
                    .forEach(made -> assertThat(made.<String>get("spec", "job", "initialSavepointPath"))
                            .isEqualTo("s3://lake/lake/delays/" + (before == null ? "newest-since-0" : "newest")));
        }
    }

    @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
    void nothingIsDeletedThatIsNeeded(@ForAll("worlds") Observed world) {
        Decision decision = Decisions.decide(world, Worlds.NOW);
        boolean leaving = world.pipeline().getMetadata().getDeletionTimestamp() != null;

        assertThat(decision.delete()).allSatisfy(removal -> {
            Decision.ObjectKey key = removal.key();
            switch (key.kind()) {
                case "FlinkDeployment" -> {
                    assertThat(leaving).isTrue();
                    assertThat(world.deployment().ours()).isTrue();
                }
                case "KafkaTopic" -> {
                    assertThat(world.topics())
                            .anyMatch(topic -> topic.name().equals(key.name())
                                    && topic.resourceVersion().equals(removal.resourceVersion())
                                    && topic.belongsTo(new PipelineKey("lake", "delays"))
                                    && topic.made().equals("id"));
                    assertThat(world.neighbours())
                            .as("pipelines that use it too")
                            .noneMatch(other -> other.topics().contains(key.name()));
                    if (leaving) {
                        assertThat(world.deployment() == null
                                        || !world.deployment().ours())
                                .isTrue();
                    } else {
                        assertThat(key.name())
                                .as("the only topic that is not used")
                                .isEqualTo("unused");
                        assertThat(is(decision.status(), "JobRunning")).isTrue();
                    }
                }
                default ->
                    assertThat(key.name())
                            .as("a definition that neither runs nor is to run")
                            .isNotIn(
                                    Names.definition(
                                            "delays",
                                            world.deployment().spec().revision().definition()),
                                    Names.definition(
                                            "delays",
                                            world.deployment()
                                                    .status()
                                                    .reconciled()
                                                    .revision()
                                                    .definition()));
            }
        });
    }

    @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
    void aSecondLookChangesNothing(@ForAll("worlds") Observed world) {
        PipelineStatus first = Decisions.decide(world, Worlds.NOW).status();
        world.pipeline().setStatus(first);

        PipelineStatus second =
                Decisions.decide(world, Worlds.NOW.plusSeconds(1)).status();

        assertThat(second).isEqualTo(first);
    }

    @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
    void aTransitionTimeMovesWithItsStatusAlone(@ForAll("worlds") Observed before, @ForAll("worlds") Observed after) {
        PipelineStatus first = Decisions.decide(before, Worlds.NOW).status();
        after.pipeline().setStatus(first);

        PipelineStatus second =
                Decisions.decide(after, Worlds.NOW.plusSeconds(60)).status();

        for (int i = 0; i < first.conditions().size(); i++) {
            Condition old = first.conditions().get(i);
            Condition now = second.conditions().get(i);
            assertThat(now.getLastTransitionTime().equals(old.getLastTransitionTime()))
                    .isEqualTo(now.getStatus().equals(old.getStatus()));
        }
    }

    @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
    void whatCanChangeByItselfIsLookedAtAgain(@ForAll("worlds") Observed world) {
        Decision decision = Decisions.decide(world, Worlds.NOW);

        if (is(decision.status(), "Reconciling") && !decision.released()) {
            assertThat(decision.requeueAfter()).isNotNull();
        }
    }

    private static boolean is(PipelineStatus status, String type) {
        return status.conditions().stream()
                .anyMatch(condition -> condition.getType().equals(type)
                        && condition.getStatus().equals("True"));
    }
}
