package dev.kafkaflink.operator.core.check;

import dev.kafkaflink.crds.v1alpha1.JobSpec;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.resolve.JobSettings;
import dev.kafkaflink.operator.core.resolve.MaxParallelism;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the job can run with so many subtasks, and go on from its state with them. */
final class ParallelismChecks {
    private static final String SETTING_PATH = "spec.job.flinkConfiguration[" + MaxParallelism.SETTING + "]";
    private static final String BEGIN_ANEW =
            ", or set spec.job.upgrade: Stateless to begin without any state, and the sources at their startMode";

    private ParallelismChecks() {}

    static List<Finding> look(Observed observed) {
        JobSpec job = observed.pipeline().getSpec().job();
        String text = job == null ? null : job.flinkConfiguration().get(MaxParallelism.SETTING);
        Optional<Integer> asked = MaxParallelism.read(text);
        Optional<Integer> pinned = MaxParallelism.pinned(observed);
        List<Finding> findings = new ArrayList<>();
        if (text != null && asked.isEmpty()) {
            findings.add(new Finding(
                    Reason.InvalidValue,
                    SETTING_PATH,
                    "'%s' cannot be used; give a whole number from 1 to %d".formatted(text, MaxParallelism.MOST)));
        } else if (asked.isPresent() && pinned.isPresent() && !asked.equals(pinned)) {
            findings.add(new Finding(
                    Reason.InvalidValue,
                    SETTING_PATH,
                    "the job's state is split into %d parts, which cannot be changed to %d; put %d back or remove the setting%s"
                            .formatted(pinned.get(), asked.get(), pinned.get(), BEGIN_ANEW)));
        }
        int parallelism =
                JobSettings.of(observed.pipeline(), observed.defaults()).parallelism();
        if (parallelism > MaxParallelism.of(observed)) {
            findings.add(new Finding(
                    Reason.InvalidValue,
                    "spec.job.parallelism",
                    pinned.isPresent()
                            ? "the job's state is split into %d parts, so that it cannot run %d subtasks; ask for at most %d%s"
                                    .formatted(pinned.get(), parallelism, pinned.get(), BEGIN_ANEW)
                            : "%d subtasks are more than %s: %d allows; raise it, or ask for fewer"
                                    .formatted(parallelism, MaxParallelism.SETTING, MaxParallelism.of(observed))));
        }
        return findings;
    }
}
