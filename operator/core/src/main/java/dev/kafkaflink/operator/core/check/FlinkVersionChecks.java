package dev.kafkaflink.operator.core.check;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Release;
import dev.kafkaflink.crds.v1alpha1.JobSpec.UpgradeMode;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.resolve.JobSettings;
import java.util.List;
import java.util.Optional;

/** Whether a job that goes over to this release can read what the one before it has kept. */
final class FlinkVersionChecks {
    private FlinkVersionChecks() {}

    // The state of SQL is read by each minor version of Flink from the one before, and not over a change of the major
    // one.
    static List<Finding> sameMajor(Observed observed) {
        boolean stateless =
                JobSettings.of(observed.pipeline(), observed.defaults()).upgrade() == UpgradeMode.Stateless;
        return running(observed)
                .filter(line -> !stateless && !major(line).equals(major(Release.flinkLine())))
                .map(line -> new Finding(
                        Reason.OtherFlink,
                        "spec.job.upgrade",
                        ("the job runs on Flink %s, and this release brings Flink %s, which cannot read its state; set"
                                        + " upgrade: Stateless to begin without it, or keep the release that the job is of")
                                .formatted(line, Release.flinkLine())))
                .stream()
                .toList();
    }

    /** The Flink whose state is the newest, such as {@code 1.20}; empty: not known, or there is none. */
    private static Optional<String> running(Observed observed) {
        return Optional.ofNullable(observed.deployment())
                .filter(DeploymentFacts::ours)
                .map(deployment -> deployment.stateSpec().get("flinkVersion"))
                .map(version -> version.toString().replaceFirst("^v", "").replace('_', '.'))
                .or(() -> Optional.ofNullable(observed.running()).map(JobDefinition::flink));
    }

    private static String major(String line) {
        return line.split("\\.", 2)[0];
    }
}
