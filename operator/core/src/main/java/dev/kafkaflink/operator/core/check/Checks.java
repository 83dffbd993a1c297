package dev.kafkaflink.operator.core.check;

import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.resolve.Finish;
import dev.kafkaflink.operator.core.resolve.RestoreDecision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The chains: what is looked at, and in which order. */
public final class Checks {
    /** What the author has to mend: told all at once, sorted by place. */
    static final List<Check> SPECIFICATION = List.of(
            ServedChecks::sinks,
            ServedChecks::user,
            ServedChecks::listener,
            SpecChecks::complete,
            SpecChecks::name,
            SpecChecks::durations,
            WatermarkChecks::subtasksWithoutPartition,
            SpecChecks::transactions,
            SpecChecks::startTimestamps,
            SpecChecks::topicPatterns,
            SpecChecks::reservedSettings,
            SpecChecks::essentials,
            ParallelismChecks::look,
            SpecChecks::deadLetterTopic,
            SpecChecks::deadLettersOfItsOwn,
            MemoryChecks::look,
            ReferenceChecks::allowed,
            ReferenceChecks::listener);

    /** What is waited for before anything can be planned: the first one counts. */
    static final List<Check> REFERENCES = List.of(
            ReferenceChecks::kafkaExists,
            ReferenceChecks::kafkaAddress,
            ReferenceChecks::sameCluster,
            ReferenceChecks::serviceAccount,
            SchemaChecks::columns);

    private Checks() {}

    /** What keeps the specification from being planned. */
    public static List<Finding> specification(Observed observed, Instant now) {
        if (observed.pipeline().getSpec() == null) {
            return List.of(new Finding(Reason.InvalidValue, "spec", "the pipeline has no specification; add one"));
        }
        List<Finding> mistakes = mistakes(observed, now);
        return mistakes.isEmpty() ? first(REFERENCES, observed) : mistakes;
    }

    /** What the author of a specification has to mend, whatever it refers to. */
    public static List<Finding> mistakes(Observed observed, Instant now) {
        return Stream.concat(
                        SPECIFICATION.stream().flatMap(check -> check.look(observed).stream()),
                        SpecChecks.ends(observed, now).stream())
                .sorted(Finding.BY_PATH)
                .toList();
    }

    /** What keeps a job from going over to this release. */
    public static List<Finding> handover(Observed observed) {
        return FlinkVersionChecks.sameMajor(observed);
    }

    /** What keeps a plan request from being run: the planner's verdict. */
    public static List<Finding> planned(Observed observed, String request) {
        return PlannerChecks.look(observed, request);
    }

    /**
     * What is wrong with the topics.
     *
     * @param accepted whether the specification is; if not, only topics that are there already are looked at
     */
    public static List<Finding> topics(Observed observed, boolean accepted, Instant now) {
        if (!accepted) {
            List<Finding> findings = TopicChecks.ownedAlready(observed, now);
            return findings.isEmpty() && observed.deployment() == null
                    ? List.of(Finding.of(Reason.TopicsWaiting, "the specification is to be accepted first"))
                    : findings;
        }
        List<Finding> missing = TopicChecks.referenced(observed);
        List<Finding> owned = TopicChecks.owned(observed, now);
        return Stream.concat(missing.stream(), owned.stream())
                .sorted(Finding.BY_PATH)
                .toList();
    }

    /**
     * What is wrong with the job.
     *
     * @param revision hash of all that makes the job that is to run; empty: the specification is not accepted
     * @param topicsReady whether the topics are as they should be
     */
    public static List<Finding> job(Observed observed, String revision, boolean topicsReady, Instant now) {
        if (Finish.isReached(observed)) {
            return List.of(finished(observed, revision));
        }
        if (observed.deployment() == null) {
            return List.of(notThere(observed, revision, topicsReady, now));
        }
        DeploymentFacts deployment = observed.deployment();
        boolean behind = !revision.isEmpty() && isBehind(observed, revision);
        if (behind && topicsReady && deployment.ours() && !deployment.deleting()) {
            return List.of(Finding.of(
                    deployment.first() ? Reason.Starting : Reason.Upgrading,
                    "the changed specification is being handed to the Flink operator"));
        }
        Optional<Finding> finding = JobChecks.health(deployment, observed.job(), observed, now);
        if (finding.isPresent() || !behind) {
            return finding.stream().toList();
        }
        return List.of(Finding.of(
                Reason.Upgrading, "the job goes over to the changed specification once the topics are ready"));
    }

    private static Finding finished(Observed observed, String revision) {
        boolean edited = observed.deployment() != null && !revision.isEmpty() && isBehind(observed, revision);
        return Finding.of(
                Reason.Finished,
                "all sources have ended, and all results are written"
                        + (edited
                                ? "; what was edited since has no effect: to run the pipeline again, delete it and create it again"
                                : ""));
    }

    private static boolean isBehind(Observed observed, String revision) {
        DeploymentFacts deployment = observed.deployment();
        Long generation = observed.pipeline().getMetadata().getGeneration();
        long madeFrom = deployment.origin().generation();
        boolean older = madeFrom != 0 && generation != null && madeFrom < generation;
        boolean suspend = Boolean.TRUE.equals(observed.pipeline().getSpec().suspend());
        return older || !deployment.spec().revision().hash().equals(revision) || deployment.suspended() != suspend;
    }

    private static Finding notThere(Observed observed, String revision, boolean topicsReady, Instant now) {
        if (revision.isEmpty()) {
            return Finding.of(Reason.Waiting, "the specification is to be accepted first");
        }
        boolean hadOne = observed.pipeline().getStatus() != null
                && observed.pipeline().getStatus().job() != null;
        RestoreDecision restore = RestoreDecision.of(observed, revision, now);
        if (Boolean.TRUE.equals(observed.pipeline().getSpec().suspend())) {
            return Finding.of(Reason.Suspended, suspended(hadOne, restore));
        }
        if (!topicsReady) {
            return Finding.of(Reason.Waiting, "the topics are to be ready first");
        }
        return hadOne
                ? Finding.of(Reason.Recreating, "the FlinkDeployment was deleted and is made anew; " + restore.text())
                : Finding.of(Reason.Starting, "the FlinkDeployment is being created");
    }

    private static String suspended(boolean hadOne, RestoreDecision restore) {
        return hadOne
                ? "the pipeline is suspended, and its FlinkDeployment was deleted; set spec.suspend: false to make it"
                        + " anew, and then " + restore.text()
                : "the pipeline is suspended and its job was never started; set spec.suspend: false to start it";
    }

    private static List<Finding> first(List<Check> chain, Observed observed) {
        return chain.stream()
                .map(check -> check.look(observed))
                .filter(findings -> !findings.isEmpty())
                .findFirst()
                .orElse(List.of());
    }
}
