package dev.kafkaflink.operator.core.check;

import dev.kafkaflink.crds.jobdef.PlanReport.Problem;
import dev.kafkaflink.crds.v1alpha1.JobSpec;
import dev.kafkaflink.operator.core.model.Observed;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where in a pipeline the planner's problems lie. */
public final class ProblemPath {
    /** A Flink setting, whether it is the job's or shapes the plan of the queries. */
    private static final Pattern SETTING = Pattern.compile("(?:flinkConfiguration|tableOptions)\\[(.+)]");

    private static final Pattern PROCESS_MEMORY = Pattern.compile("(job|task)manager\\.memory\\.process\\.size");

    private ProblemPath() {}

    /** Whether a problem is one of the job's settings, and not of what it computes. */
    static boolean isSetting(Problem problem) {
        return SETTING.matcher(problem.path()).matches()
                || problem.path().equals("flinkConfiguration")
                || problem.path().equals("checkpointDirectory");
    }

    /** The field, such as {@code spec.sinks[0].query}; of a setting that only the operator has: who has it. */
    public static String of(Observed observed, Problem problem) {
        Matcher setting = SETTING.matcher(problem.path());
        if (setting.matches()) {
            return ofSetting(observed, setting.group(1));
        }
        return switch (problem.path()) {
            case "" -> "spec";
            case "flinkConfiguration" -> "spec.job.flinkConfiguration";
            case "checkpointDirectory" -> "spec.job.checkpoints.directory";
            default -> "spec." + problem.path();
        };
    }

    private static String ofSetting(Observed observed, String key) {
        Matcher memory = PROCESS_MEMORY.matcher(key);
        if (memory.matches()) {
            return "spec.job.resources." + memory.group(1) + "Manager.memory";
        }
        JobSpec job = observed.pipeline().getSpec().job();
        boolean own = job != null && job.flinkConfiguration().containsKey(key);
        return own || !observed.defaults().flinkConfiguration().containsKey(key)
                ? "spec.job.flinkConfiguration[" + key + "]"
                : "the operator's own setting kafkaflink.flink-configuration[" + key + "]";
    }
}
