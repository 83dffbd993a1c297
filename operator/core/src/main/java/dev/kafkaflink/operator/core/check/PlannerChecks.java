package dev.kafkaflink.operator.core.check;

import dev.kafkaflink.crds.jobdef.PlanReport.Problem;
import dev.kafkaflink.crds.v1alpha1.JobSpec;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.PlannerVerdict;
import dev.kafkaflink.operator.core.model.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the planner says of a definition and of the settings of its job. */
final class PlannerChecks {
    /** A Flink setting, whether it is the job's or shapes the plan of the queries. */
    private static final Pattern SETTING = Pattern.compile("(?:flinkConfiguration|tableOptions)\\[(.+)]");

    private static final Pattern PROCESS_MEMORY = Pattern.compile("(job|task)manager\\.memory\\.process\\.size");

    private PlannerChecks() {}

    static List<Finding> look(Observed observed, String hash) {
        PlannerVerdict verdict = observed.verdicts().get(hash);
        if (verdict == null) {
            return List.of(Finding.of(Reason.Planning, "the queries are being planned; this takes some seconds"));
        }
        if (verdict.report() == null) {
            return List.of(Finding.of(
                    Reason.PlannerFailed, verdict.failure() + "; it is tried again, and a simpler query may help"));
        }
        return verdict.report().problems().stream()
                .map(problem -> finding(observed, problem))
                .toList();
    }

    private static Finding finding(Observed observed, Problem problem) {
        Matcher setting = SETTING.matcher(problem.path());
        if (setting.matches()) {
            return new Finding(Reason.InvalidValue, settingPlace(observed, setting.group(1)), problem.message());
        }
        return switch (problem.path()) {
            case "flinkConfiguration" ->
                new Finding(Reason.InvalidValue, "spec.job.flinkConfiguration", problem.message());
            case "checkpointDirectory" ->
                new Finding(Reason.InvalidValue, "spec.job.checkpoints.directory", problem.message());
            default -> Finding.of(Reason.QueryInvalid, place(problem) + ": " + problem.message());
        };
    }

    private static String settingPlace(Observed observed, String key) {
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

    // Such as: sink 'delays', line 2, column 8
    private static String place(Problem problem) {
        List<String> place = new ArrayList<>();
        String kind = problem.path().replaceAll("s?\\[.*|\\..*", "");
        place.add(problem.name() == null ? "spec." + problem.path() : kind + " '" + problem.name() + "'");
        if (problem.line() != null) {
            place.add("line " + problem.line());
            if (problem.column() != null) {
                place.add("column " + problem.column());
            }
        } else if (problem.name() != null && !problem.path().endsWith(".query")) {
            place.add("spec." + problem.path());
        }
        return String.join(", ", place);
    }
}
