package dev.kafkaflink.job;

import dev.kafkaflink.crds.jobdef.PlanReport;
import dev.kafkaflink.crds.jobdef.PlanReport.Problem;
import dev.kafkaflink.crds.jobdef.PlanRequest;
import dev.kafkaflink.job.settings.SettingCheck;
import dev.kafkaflink.job.translate.PlanCheck;
import java.util.List;
import java.util.stream.Stream;

/** Answers plan requests, without Kafka and without a cluster. */
public final class Planner {
    private Planner() {}

    /**
     * What is wrong with a job and its settings.
     *
     * @throws IllegalArgumentException if the request has no definition
     */
    public static PlanReport plan(PlanRequest request) {
        if (request.definition() == null) {
            throw new IllegalArgumentException("the request has no definition");
        }
        List<Problem> problems = SettingCheck.of(request.flinkConfiguration(), request.checkpointDirectory());
        PlanReport plan = PlanCheck.of(request.definition());
        return problems.isEmpty()
                ? plan
                : PlanReport.of(Stream.concat(plan.problems().stream(), problems.stream())
                        .toList());
    }
}
