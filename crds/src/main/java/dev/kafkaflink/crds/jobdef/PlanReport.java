package dev.kafkaflink.crds.jobdef;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What the planner says of a request.
 *
 * @param problems all that is wrong with it, in the order of the definition; empty: the job can run
 * @param steps the steps that may keep state, sources included and sinks not, inputs first; absent: not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlanReport(List<Problem> problems, List<Step> steps) {

    public PlanReport {
        problems = problems == null ? List.of() : List.copyOf(problems);
        steps = steps == null ? null : List.copyOf(steps);
    }

    /** A report that says nothing of steps. */
    public static PlanReport of(List<Problem> problems) {
        return new PlanReport(problems, null);
    }

    /**
     * A step that may keep state.
     *
     * @param uid under which a savepoint holds its state
     * @param sinks the names of the sinks that it works for, in the order of the definition; empty: for all of them
     * @param text what it does, as Flink's plan and web UI say it, such as {@code Rank(partitionBy=[origin])}; of a source, what
     *     it reads and from where it begins
     * @param growing whether what it keeps grows with each new key and is never forgotten; absent: it does not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(String uid, List<String> sinks, String text, Boolean growing) {
        public Step {
            sinks = List.copyOf(sinks);
        }

        /** One whose state does not grow for ever. */
        public Step(String uid, List<String> sinks, String text) {
            this(uid, sinks, text, null);
        }
    }

    /**
     * Something that is wrong.
     *
     * @param path the place in the definition, such as {@code sinks[0].query}; else {@code flinkConfiguration[KEY]} or
     *     {@code checkpointDirectory}
     * @param name the name of the source, view or sink there; absent where there is none
     * @param line the line in the query, from 1; absent where the planner names no place
     * @param column the column in that line, from 1
     * @param message what is wrong, and the remedy where one is known; one line, without a full stop
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Problem(String path, String name, Integer line, Integer column, String message) {}
}
