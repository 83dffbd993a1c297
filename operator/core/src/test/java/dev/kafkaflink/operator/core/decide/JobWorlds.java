package dev.kafkaflink.operator.core.decide;

import static dev.kafkaflink.operator.core.decide.Worlds.HASH;
import static dev.kafkaflink.operator.core.decide.Worlds.LONG;
import static dev.kafkaflink.operator.core.decide.Worlds.NOW;
import static dev.kafkaflink.operator.core.decide.Worlds.OLD_HASH;
import static dev.kafkaflink.operator.core.decide.Worlds.SHORT;
import static dev.kafkaflink.operator.core.decide.Worlds.mostly;

import dev.kafkaflink.crds.jobdef.JobMetrics;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Stage;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Acted;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Origin;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Revision;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Spec;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Status;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Times;
import dev.kafkaflink.operator.core.model.JobFacts;
import dev.kafkaflink.operator.core.model.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** A FlinkDeployment, its job, and what was measured of it, in all combinations. */
final class JobWorlds {
    private JobWorlds() {}

    private static Revision revision(String hash) {
        return new Revision(hash, hash);
    }

    static Arbitrary<DeploymentFacts> deployments() {
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
                        new Origin(madeFrom, "", "", Acted.NONE),
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

    static Arbitrary<JobFacts> jobs() {
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

    static Arbitrary<List<Sample>> samples() {
        Arbitrary<Long> counts = Arbitraries.longs().between(0, 1_000_000).injectNull(0.1);
        return Combinators.combine(counts, counts, counts, Arbitraries.longs().between(0, 2))
                .as((in, sent, acknowledged, restarts) -> new Sample(
                        NOW,
                        new Sample.Attempt("job", NOW.minus(LONG), restarts),
                        List.of(
                                new Stage("source.flights", 1L, in, null, null, 0L, null, null),
                                new Stage("sink.late", 1L, null, sent, acknowledged, 0L, null, acknowledged)),
                        in,
                        sent,
                        acknowledged,
                        new TreeMap<>(Map.of(3, 5L)),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        in,
                        null,
                        new TreeMap<>(Map.of("flights", JobMetrics.NO_WATERMARK))))
                .list()
                .ofMaxSize(3)
                .map(JobWorlds::spaced);
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
                    sample.newestTimestamp(),
                    sample.watermarks()));
        }
        return spaced;
    }
}
