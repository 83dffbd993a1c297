package dev.kafkaflink.cli.validate;

import dev.kafkaflink.cli.pipeline.CheckedPipeline;
import dev.kafkaflink.cli.pipeline.FileProblem;
import dev.kafkaflink.cli.schema.FieldDocumentation;
import java.util.List;

/**
 * A validation for a machine.
 *
 * @param valid whether nothing is wrong
 * @param pipelines those that were looked at
 * @param problems all that is wrong
 */
record JsonReport(boolean valid, List<Pipeline> pipelines, List<Problem> problems) {

    record Pipeline(String file, String namespace, String name) {
        static Pipeline of(CheckedPipeline checked) {
            return new Pipeline(
                    checked.document().file().toString(),
                    checked.document().namespace(),
                    checked.document().name());
        }
    }

    /**
     * Something that is wrong.
     *
     * @param line from 1
     * @param column from 1
     * @param field a JSON Pointer into the resource, such as {@code /spec/sinks/0/query}
     * @param documentation of the field; null where there is none
     */
    record Problem(String file, int line, int column, String field, String message, String documentation) {
        static Problem of(FileProblem problem) {
            return new Problem(
                    problem.file().toString(),
                    problem.place().line(),
                    problem.place().column(),
                    problem.field().toString(),
                    problem.message(),
                    FieldDocumentation.of(problem.field()).orElse(null));
        }
    }

    static JsonReport of(Validation validation) {
        List<FileProblem> problems = validation.problems();
        return new JsonReport(
                problems.isEmpty(),
                validation.files().stream()
                        .flatMap(file -> file.pipelines().stream())
                        .map(Pipeline::of)
                        .toList(),
                problems.stream().map(Problem::of).toList());
    }
}
