package dev.kafkaflink.crds.jobdef;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What the planner says of a definition.
 *
 * @param problems all that is wrong with it, in the order of the definition; empty: the job can run
 */
public record PlanReport(List<Problem> problems) {

    public PlanReport {
        problems = problems == null ? List.of() : List.copyOf(problems);
    }

    /**
     * Something that is wrong.
     *
     * @param path the place in the definition, such as {@code sinks[0].query}
     * @param name the name of the source, view or sink there; absent where there is none
     * @param line the line in the query, from 1; absent where the planner names no place
     * @param column the column in that line, from 1
     * @param message what is wrong, and the remedy where one is known; one line, without a full stop
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Problem(String path, String name, Integer line, Integer column, String message) {}
}
