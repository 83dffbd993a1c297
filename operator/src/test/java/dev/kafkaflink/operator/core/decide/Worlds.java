package dev.kafkaflink.operator.core.decide;

import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanReport;
import dev.kafkaflink.crds.jobdef.PlanReport.Step;
import dev.kafkaflink.crds.jobdef.PlanRequest;
import dev.kafkaflink.crds.v1alpha1.ClusterRef;
import dev.kafkaflink.crds.v1alpha1.ColumnSpec;
import dev.kafkaflink.crds.v1alpha1.FormatSpec;
import dev.kafkaflink.crds.v1alpha1.KafkaAccess;
import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.KafkaSinkSpec;
import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.JobStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.KafkaStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Stage;
import dev.kafkaflink.crds.v1alpha1.SinkSpec;
import dev.kafkaflink.crds.v1alpha1.SourceSpec;
import dev.kafkaflink.crds.v1alpha1.TopicSpec;
import dev.kafkaflink.operator.core.desired.Definitions;
import dev.kafkaflink.operator.core.desired.Handover;
import dev.kafkaflink.operator.core.model.Defaults;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Acted;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Origin;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Revision;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Spec;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Status;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Times;
import dev.kafkaflink.operator.core.model.JobFacts;
import dev.kafkaflink.operator.core.model.KafkaFacts;
import dev.kafkaflink.operator.core.model.KafkaFacts.Listener;
import dev.kafkaflink.operator.core.model.KafkaLook;
import dev.kafkaflink.operator.core.model.Neighbour;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.PlannerVerdict;
import dev.kafkaflink.operator.core.model.PodFacts;
import dev.kafkaflink.operator.core.model.Sample;
import dev.kafkaflink.operator.core.model.TopicFacts;
import dev.kafkaflink.operator.core.model.TopicFacts.Health;
import dev.kafkaflink.operator.core.naming.Names;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Everything that can be observed of one small pipeline, in all combinations. */
final class Worlds {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final Defaults DEFAULTS = new Defaults(
            "image", "flink", "s3://lake", Map.of(), "http://{name}-rest.{namespace}:8081", Duration.ofSeconds(30));
    /** Stands for the hash of the current definition, which is known when the world is whole. */
    private static final String HASH = "aaaaaaaaaaaaaaaa";
    /** What ran before the last edit. */
    private static final JobDefinition OLD = Definitions.of(
            pipeline(spec(FormatSpec.Type.Json, "plain", false, "SELECT a AS old FROM source"), 1L),
            DEFAULTS,
            "broker:9092");

    private static final String OLD_HASH = DefinitionJson.hash(OLD);
    private static final Step KEPT = new Step("sql-kept", List.of("sink"), "Kept");
    private static final Step LOST = new Step("sql-lost", List.of("sink"), "Lost");
    private static final Step NEW = new Step("sql-new", List.of("sink"), "New");
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofMinutes(20);

    private Worlds() {}

    /** The operator's word about a pipeline of which nothing is known. */
    static Observed empty() {
        return new Observed(
                pipeline(null, 1L),
                null,
                List.of(),
                null,
                Set.of(),
                null,
                Map.of(),
                null,
                PodFacts.NONE,
                List.of(),
                DEFAULTS);
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

    static PipelineSpec spec(FormatSpec.Type format, String listener, Boolean suspend) {
        return spec(format, listener, suspend, "SELECT a FROM source");
    }

    private static PipelineSpec spec(FormatSpec.Type format, String listener, Boolean suspend, String query) {
        FormatSpec json = new FormatSpec(format);
        return new PipelineSpec(
                new KafkaAccess(new ClusterRef("events", "kafka"), null, listener, null),
                List.of(new TopicSpec("in", 1, null, Map.of(), TopicSpec.DeletionPolicy.Delete)),
                List.of(new SourceSpec("source", "in", json, List.of(new ColumnSpec("a", "STRING")), null, null)),
                List.of(),
                List.of(new SinkSpec(
                        "sink", query, null, new KafkaSinkSpec("out", List.of(), json), null, null, null, null)),
                null,
                null,
                null,
                suspend);
    }

    static Arbitrary<Observed> all() {
        Arbitrary<PipelineSpec> specs = Combinators.combine(
                        mostly(FormatSpec.Type.Json, FormatSpec.Type.Avro),
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
                        kafkas().injectNull(0.1),
                        topics(),
                        deployments().injectNull(0.2),
                        definitions,
                        planned,
                        jobs().injectNull(0.2),
                        beside())
                .as((pipeline, kafka, topics, deployment, known, verdicts, job, beside) -> whole(
                        new Observed(
                                pipeline,
                                kafka,
                                topics,
                                deployment,
                                known,
                                null,
                                Map.of(),
                                job,
                                PodFacts.NONE,
                                beside.samples(),
                                DEFAULTS,
                                beside.look(),
                                beside.neighbours(),
                                true),
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
        Arbitrary<KafkaLook> looks = Combinators.combine(
                        mostly("broker:9092", "elsewhere:9092"),
                        mostly(SHORT, LONG),
                        mostly(Set.<String>of(), Set.of("in", "delays-dead-letters")),
                        mostly("", "no answer"))
                .as((address, age, missing, failure) -> new KafkaLook(
                        new KafkaLook.Question(address, Set.of("in", "delays-dead-letters")),
                        NOW.minus(age),
                        failure.isEmpty() ? "cluster" : "",
                        missing,
                        failure));
        Arbitrary<List<Neighbour>> neighbours =
                mostly(List.<Neighbour>of(), List.of(new Neighbour("lake/other", NOW.minus(LONG), Set.of("in"))));
        return Combinators.combine(samples(), looks.injectNull(0.1), neighbours).as(Beside::new);
    }

    private static PipelineStatus ran() {
        JobStatus job = new JobStatus(
                "before", "Running", null, null, null, null, null, "s3://lake/lake/delays", null, null, 128, null);
        return new PipelineStatus(1L, List.of(), List.of(), job, null, null, new KafkaStatus("cluster"));
    }

    // Once the definition is known: the FlinkDeployment runs it unless it runs another, and the planner has answered.
    private static Observed whole(Observed blank, Planned planned) {
        Observed first = new Observed(
                blank.pipeline(),
                blank.kafka(),
                blank.topics(),
                null,
                Set.of(),
                null,
                Map.of(),
                null,
                PodFacts.NONE,
                List.of(),
                DEFAULTS);
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
        return new Observed(
                blank.pipeline(),
                blank.kafka(),
                blank.topics(),
                deployment,
                blank.definitions().stream()
                        .map(known -> Names.definition("delays", known.equals(HASH) ? hash : known))
                        .collect(Collectors.toSet()),
                running,
                verdicts,
                blank.job(),
                blank.pods(),
                blank.samples(),
                blank.defaults(),
                blank.look(),
                blank.neighbours(),
                blank.serviceAccountThere());
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

    private static Arbitrary<KafkaFacts> kafkas() {
        return mostly("broker:9092", "")
                .map(address -> new KafkaFacts(
                        "kafka",
                        "events",
                        !address.isEmpty(),
                        "",
                        "cluster",
                        KafkaFacts.Sharing.OPEN,
                        List.of(
                                new Listener("plain", address, false, "", List.of()),
                                new Listener("tls", address, true, "tls", List.of("PEM")))));
    }

    private static Arbitrary<List<TopicFacts>> topics() {
        return Combinators.combine(
                        topic("in", 1).injectNull(0.1),
                        topic("out", 1).injectNull(0.1),
                        topic("delays-dead-letters", 1),
                        topic("unused", 1).injectNull(0.5))
                .as((in, out, dead, unused) -> {
                    List<TopicFacts> topics = new ArrayList<>();
                    for (TopicFacts topic : new TopicFacts[] {in, out, dead, unused}) {
                        if (topic != null) {
                            topics.add(topic);
                        }
                    }
                    return topics;
                });
    }

    private static Arbitrary<TopicFacts> topic(String name, int partitions) {
        return Combinators.combine(
                        mostly("lake/delays", "", "lake/other"),
                        mostly(false, true),
                        Arbitraries.of(SHORT, LONG),
                        mostly(2L, 1L, 0L),
                        mostly(Health.READY, Health.UNKNOWN, Health.NOT_READY, Health.PAUSED, Health.UNMANAGED),
                        Arbitraries.of("NotSupported", "ResourceConflict", "KafkaError", "Else", ""),
                        Arbitraries.of(
                                "",
                                "org.apache.kafka.common.errors.TimeoutException: late",
                                "a.b.InvalidTopicException: no"),
                        mostly("id", "", "new", "before", "another"))
                .as((owner, deleting, age, observed, health, reason, message, made) -> new TopicFacts(
                        "kafka",
                        name,
                        "7",
                        name,
                        "events",
                        owner,
                        true,
                        deleting ? NOW.minus(age) : null,
                        NOW.minus(age),
                        null,
                        new TopicFacts.Spec(
                                partitions, null, Map.of("max.message.bytes", "17825792", "retention.ms", "-1")),
                        2,
                        observed,
                        health,
                        reason,
                        message,
                        NOW.minus(age),
                        "id",
                        made));
    }

    private static Revision revision(String hash) {
        return new Revision(hash, hash);
    }

    private static Arbitrary<DeploymentFacts> deployments() {
        Arbitrary<List<String>> states = Combinators.combine(
                        mostly("STABLE", "", "DEPLOYED", "UPGRADING", "SUSPENDED", "FAILED", "DELETING", "ELSE"),
                        mostly("RUNNING", "FINISHED", "RECONCILING", "RESTARTING", "CREATED", "FAILED", ""),
                        mostly("READY", "MISSING", "DEPLOYING", "ERROR", ""),
                        mostly("", "Job Not Found", "no such image"),
                        mostly("", "ValidationException", "UpgradeFailureException"))
                .as(List::of);
        return Combinators.combine(
                        mostly(true, false),
                        mostly(false, true),
                        Arbitraries.of(SHORT, Duration.ofSeconds(45), LONG),
                        mostly(2L, 1L, 0L),
                        mostly(false, true),
                        Arbitraries.frequencyOf(
                                Tuple.of(6, Arbitraries.just(List.of(HASH, HASH))),
                                Tuple.of(3, Arbitraries.just(List.of(OLD_HASH, OLD_HASH))),
                                Tuple.of(1, Arbitraries.of(List.of(HASH, OLD_HASH), List.of("", "")))),
                        states,
                        Arbitraries.of(1L, 2L))
                .as((ours, deleting, age, observed, suspended, revisions, state, madeFrom) -> new DeploymentFacts(
                        "delays",
                        ours,
                        deleting,
                        2,
                        new Origin(madeFrom, "", ""),
                        new Spec(
                                suspended,
                                revision(revisions.get(0)),
                                null,
                                null,
                                "",
                                Map.of("job", Map.of("parallelism", 1))),
                        new Status(
                                observed,
                                new Acted(revision(revisions.get(1)), null, null, Map.of()),
                                new Acted(revision(revisions.get(1)), null, null, Map.of()),
                                state.get(0),
                                state.get(1),
                                state.get(2),
                                "job",
                                NOW.minus(age),
                                age.equals(LONG) ? "s3://savepoint" : "",
                                state.get(3),
                                state.get(4)),
                        new Times(NOW.minus(LONG), NOW.minus(age), NOW.minus(age))));
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

    private static Arbitrary<JobFacts> jobs() {
        return Combinators.combine(
                        mostly("job", "another"),
                        mostly("RUNNING", "RESTARTING", "FAILING"),
                        mostly(0, 1, 2, 3, 4),
                        mostly(SHORT, LONG, Duration.ofHours(2)).injectNull(0.05),
                        mostly("", "a task is down", "no Kafka", "silent"))
                .as((id, state, failures, checkpoint, trouble) -> new JobFacts(
                        NOW,
                        id,
                        state,
                        NOW.minus(Duration.ofHours(3)),
                        failures,
                        Collections.nCopies(failures, new JobFacts.Failure(NOW.minus(SHORT), "/ by zero")),
                        checkpoint == null ? null : NOW.minus(checkpoint),
                        checkpoint == null ? "" : "s3://lake/lake/delays/checkpoints/chk-1",
                        "",
                        trouble.equals("a task is down") ? 1 : 0,
                        trouble.equals("no Kafka") ? 0L : null,
                        trouble.equals("silent") ? NOW.minus(SHORT) : null));
    }

    private static Arbitrary<List<Sample>> samples() {
        Arbitrary<Long> counts = Arbitraries.longs().between(0, 1_000_000).injectNull(0.1);
        return Combinators.combine(counts, counts, counts, Arbitraries.longs().between(0, 2))
                .as((in, sent, acknowledged, restarts) -> new Sample(
                        NOW,
                        new Sample.Attempt("job", NOW.minus(LONG), restarts),
                        List.of(
                                new Stage("source.flights", 1L, in, null, null, 0L, null),
                                new Stage("sink.late", 1L, null, sent, acknowledged, 0L, acknowledged)),
                        in,
                        sent,
                        acknowledged,
                        new TreeMap<>(Map.of(3, 5L)),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        in,
                        null))
                .list()
                .ofMaxSize(3)
                .map(Worlds::spaced);
    }

    private static List<Sample> spaced(List<Sample> samples) {
        List<Sample> spaced = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            spaced.add(new Sample(
                    NOW.minusSeconds(10L * (samples.size() - i)),
                    sample.attempt(),
                    sample.stages(),
                    sample.bytesIn(),
                    sample.bytesSent(),
                    sample.late(),
                    sample.eventTimeLatency(),
                    sample.processingLatency(),
                    sample.createTimeLatency(),
                    sample.pendingRecords(),
                    sample.newestTimestamp()));
        }
        return spaced;
    }

    /** One value nearly always, since a world in which everything is otherwise shows little but its first fault. */
    @SafeVarargs
    private static <T> Arbitrary<T> mostly(T usual, T... others) {
        return Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.just(usual)),
                Tuple.of(1, Arbitraries.integers().between(0, others.length - 1).map(index -> others[index])));
    }
}
