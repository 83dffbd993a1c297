package dev.kafkaflink.operator.core.decide;

import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanReport;
import dev.kafkaflink.crds.jobdef.PlanReport.Step;
import dev.kafkaflink.crds.jobdef.PlanRequest;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.v1alpha1.ClusterRef;
import dev.kafkaflink.crds.v1alpha1.KafkaAccess;
import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.KafkaSinkSpec;
import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.JobStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.KafkaStatus;
import dev.kafkaflink.crds.v1alpha1.SinkSpec;
import dev.kafkaflink.crds.v1alpha1.SourceSpec;
import dev.kafkaflink.crds.v1alpha1.TopicSpec;
import dev.kafkaflink.operator.core.desired.Definitions;
import dev.kafkaflink.operator.core.desired.Handover;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Acted;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Revision;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Spec;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Status;
import dev.kafkaflink.operator.core.model.KafkaLook;
import dev.kafkaflink.operator.core.model.Neighbour;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.ObservedBuilder;
import dev.kafkaflink.operator.core.model.PlannerVerdict;
import dev.kafkaflink.operator.core.model.Sample;
import dev.kafkaflink.operator.core.naming.Names;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Everything that can be observed of one small pipeline, in all combinations. */
final class Worlds {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    /** Stands for the hash of the current definition, which is known when the world is whole. */
    static final String HASH = "aaaaaaaaaaaaaaaa";
    /** What ran before the last edit. */
    private static final JobDefinition OLD = Definitions.of(
            pipeline(spec(Format.Type.Json, "plain", false, "SELECT a AS old FROM source"), 1L),
            ObservedBuilder.DEFAULTS,
            "broker:9092",
            Map.of());

    static final String OLD_HASH = DefinitionJson.hash(OLD);
    private static final Step KEPT = new Step("sql-kept", List.of("sink"), "Kept");
    private static final Step LOST = new Step("sql-lost", List.of("sink"), "Lost");
    private static final Step NEW = new Step("sql-new", List.of("sink"), "New");
    static final Duration SHORT = Duration.ofSeconds(5);
    static final Duration LONG = Duration.ofMinutes(20);

    private Worlds() {}

    /** The operator's word about a pipeline of which nothing is known. */
    static Observed empty() {
        return ObservedBuilder.of(pipeline(null, 1L)).build();
    }

    static KafkaFlinkPipeline pipeline(PipelineSpec spec, Long generation) {
        KafkaFlinkPipeline pipeline = new KafkaFlinkPipeline();
        pipeline.setMetadata(new ObjectMetaBuilder()
                .withNamespace("lake")
                .withName("delays")
                .withUid("uid")
                .withGeneration(generation)
                .build());
        pipeline.setSpec(spec);
        return pipeline;
    }

    static PipelineSpec spec(Format.Type format, String listener, Boolean suspend) {
        return spec(format, listener, suspend, "SELECT a FROM source");
    }

    private static PipelineSpec spec(Format.Type format, String listener, Boolean suspend, String query) {
        Format json = new Format(format);
        return new PipelineSpec(
                new KafkaAccess(new ClusterRef("events", "kafka"), null, listener, null),
                List.of(new TopicSpec("in", 1, null, Map.of(), TopicSpec.DeletionPolicy.Delete)),
                List.of(new SourceSpec(
                        "source",
                        "in",
                        null,
                        null,
                        json,
                        List.of(new Column("a", "STRING")),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)),
                List.of(),
                List.of(new SinkSpec(
                        "sink",
                        query,
                        null,
                        null,
                        null,
                        new KafkaSinkSpec("out", List.of(), json),
                        null,
                        null,
                        null,
                        null)),
                null,
                null,
                null,
                suspend);
    }

    static Arbitrary<Observed> all() {
        Arbitrary<PipelineSpec> specs = Combinators.combine(
                        mostly(Format.Type.Json, Format.Type.DebeziumJson),
                        mostly("plain", "missing", "tls").injectNull(0.2),
                        mostly(false, true).injectNull(0.3))
                .as(Worlds::spec)
                .injectNull(0.03);
        Arbitrary<KafkaFlinkPipeline> pipelines = Combinators.combine(
                        specs, mostly(1L, 2L), mostly(false, true), Arbitraries.of(true, false))
                .as((spec, generation, deleting, ranBefore) -> {
                    KafkaFlinkPipeline pipeline = pipeline(spec, generation);
                    pipeline.setStatus(ranBefore ? ran() : null);
                    pipeline.getMetadata().setDeletionTimestamp(deleting ? NOW.toString() : null);
                    return pipeline;
                });
        Arbitrary<Planned> planned = Combinators.combine(
                        verdicts().injectNull(0.1), oldVerdicts().injectNull(0.3), mostly(true, false))
                .as(Planned::new);
        Arbitrary<Set<String>> definitions = Arbitraries.of(Set.of(), Set.of(HASH, OLD_HASH, "older"));
        return Combinators.combine(
                        pipelines,
                        KafkaWorlds.kafkas().injectNull(0.1),
                        KafkaWorlds.topics(),
                        JobWorlds.deployments().injectNull(0.2),
                        definitions,
                        planned,
                        JobWorlds.jobs().injectNull(0.2),
                        beside())
                .as((pipeline, kafka, topics, deployment, known, verdicts, job, beside) -> whole(
                        ObservedBuilder.of(pipeline)
                                .kafka(kafka)
                                .topics(topics)
                                .deployment(deployment)
                                .definitions(known)
                                .job(job)
                                .samples(beside.samples())
                                .look(beside.look())
                                .neighbours(beside.neighbours())
                                .build(),
                        verdicts));
    }

    /**
     * What the planner has said by now, and what can be read of the definition that runs.
     *
     * @param current of the current definition; null: nothing yet
     * @param old of the one before the edit; null: nothing yet
     * @param readable whether the ConfigMap of the definition that runs is there
     */
    private record Planned(PlannerVerdict current, PlannerVerdict old, boolean readable) {}

    /** What is known from elsewhere than the API server, and of other pipelines. */
    private record Beside(List<Sample> samples, KafkaLook look, List<Neighbour> neighbours) {}

    private static Arbitrary<Beside> beside() {
        return Combinators.combine(JobWorlds.samples(), KafkaWorlds.looks().injectNull(0.1), KafkaWorlds.neighbours())
                .as(Beside::new);
    }

    private static PipelineStatus ran() {
        JobStatus job = new JobStatus(
                "before",
                "Running",
                null,
                null,
                null,
                null,
                null,
                "s3://lake/lake/delays",
                null,
                null,
                128,
                null,
                null,
                null);
        return new PipelineStatus(1L, List.of(), List.of(), job, null, null, new KafkaStatus("cluster"), null);
    }

    // Once the definition is known: the FlinkDeployment runs it unless it runs another, and the planner has answered.
    private static Observed whole(Observed blank, Planned planned) {
        Observed first = ObservedBuilder.of(blank.pipeline())
                .kafka(blank.kafka())
                .topics(blank.topics())
                .build();
        PlanRequest request = Decisions.decide(first, NOW).toPlan();
        JobDefinition definition = request == null ? null : request.definition();
        Revision current = definition == null
                ? new Revision(HASH, HASH)
                : Handover.of(first, definition).revision();
        String hash = current.definition();
        DeploymentFacts deployment = blank.deployment() == null ? null : withRevision(blank.deployment(), current);
        JobDefinition running = deployment == null || !planned.readable()
                ? null
                : deployment.stateOf().definition().equals(OLD_HASH)
                        ? OLD
                        : deployment.stateOf().definition().equals(hash) ? definition : null;
        Map<String, PlannerVerdict> verdicts = new HashMap<>();
        if (planned.current() != null && definition != null) {
            verdicts.put(hash, planned.current());
            verdicts.put(request.hash(), planned.current());
        }
        if (planned.old() != null) {
            verdicts.put(OLD_HASH, planned.old());
        }
        return ObservedBuilder.of(blank.pipeline())
                .kafka(blank.kafka())
                .topics(blank.topics())
                .deployment(deployment)
                .definitions(blank.definitions().stream()
                        .map(known -> Names.definition("delays", known.equals(HASH) ? hash : known))
                        .collect(Collectors.toSet()))
                .running(running)
                .verdicts(verdicts)
                .job(blank.job())
                .samples(blank.samples())
                .look(blank.look())
                .neighbours(blank.neighbours())
                .build();
    }

    private static DeploymentFacts withRevision(DeploymentFacts facts, Revision current) {
        Spec spec = facts.spec();
        Status status = facts.status();
        return new DeploymentFacts(
                facts.name(),
                facts.ours(),
                facts.deleting(),
                facts.generation(),
                facts.origin(),
                new Spec(
                        spec.suspended(),
                        current(spec.revision(), current),
                        spec.redeployNonce(),
                        spec.restartNonce(),
                        spec.initialSavepoint(),
                        spec.given()),
                new Status(
                        status.observedGeneration(),
                        new Acted(current(status.reconciled().revision(), current), null, null, Map.of()),
                        new Acted(current(status.stable().revision(), current), null, null, Map.of()),
                        status.lifecycleState(),
                        status.jobState(),
                        status.jobManagerStatus(),
                        status.jobId(),
                        status.startTime(),
                        status.savepoint(),
                        status.error(),
                        status.errorType()),
                facts.times());
    }

    private static Revision current(Revision revision, Revision current) {
        return revision.definition().equals(HASH) ? current : revision;
    }

    private static Arbitrary<PlannerVerdict> verdicts() {
        return Arbitraries.frequency(
                Tuple.of(10, PlannerVerdict.of(new PlanReport(List.of(), List.of(KEPT, NEW)))),
                // Accepted before the operator restarted, which is all that is known.
                Tuple.of(5, PlannerVerdict.of(PlanReport.of(List.of()))),
                Tuple.of(1, PlannerVerdict.failed("planner failed")),
                Tuple.of(
                        1,
                        PlannerVerdict.of(PlanReport.of(List.of(
                                new PlanReport.Problem("sinks[0].query", "sink", 1, 8, "Column 'b' not found"))))));
    }

    private static Arbitrary<PlannerVerdict> oldVerdicts() {
        return mostly(
                PlannerVerdict.of(new PlanReport(List.of(), List.of(KEPT, LOST))),
                PlannerVerdict.of(new PlanReport(List.of(), List.of(KEPT, NEW))),
                PlannerVerdict.failed("planner failed"));
    }

    /** One value nearly always, since a world in which everything is otherwise shows little but its first fault. */
    @SafeVarargs
    static <T> Arbitrary<T> mostly(T usual, T... others) {
        return Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.just(usual)),
                Tuple.of(1, Arbitraries.integers().between(0, others.length - 1).map(index -> others[index])));
    }
}
