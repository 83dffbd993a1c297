package dev.kafkaflink.operator.core.check;

import dev.kafkaflink.crds.jobdef.PlanReport.Problem;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.PlannerVerdict;
import dev.kafkaflink.operator.core.model.Reason;
import java.util.ArrayList;
import java.util.List;

/** What the planner says of a definition and of the settings of its job. */
final class PlannerChecks {
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
        return ProblemPath.isSetting(problem)
                ? new Finding(Reason.InvalidValue, ProblemPath.of(observed, problem), problem.message())
                : Finding.of(Reason.QueryInvalid, place(problem) + ": " + problem.message());
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
