package dev.kafkaflink.cli.validate;

import dev.kafkaflink.cli.pipeline.CheckedFile;
import dev.kafkaflink.cli.pipeline.FileProblem;
import dev.kafkaflink.cli.schema.FieldDocumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A validation for a person: each problem with the line that it is about and what the field is for. */
final class TextReport {
    private TextReport() {}

    static List<String> lines(Validation validation) {
        List<String> lines = new ArrayList<>();
        for (CheckedFile checked : validation.files()) {
            for (FileProblem problem : checked.problems()) {
                lines.add(problem.text());
                lines.addAll(Excerpt.of(checked.file().lines(), problem.place()));
                documentation(problem).ifPresent(text -> lines.add("         " + text));
                lines.add("");
            }
            if (checked.problems().isEmpty()) {
                checked.pipelines()
                        .forEach(pipeline -> lines.add("%s: pipeline '%s' is fine"
                                .formatted(
                                        checked.file().file(),
                                        pipeline.document().name())));
            }
        }
        int problems = validation.problems().size();
        if (problems > 0) {
            lines.add(problems == 1 ? "1 problem" : problems + " problems");
        }
        return lines;
    }

    /** What the field is for, unless the message says so already. */
    private static Optional<String> documentation(FileProblem problem) {
        return FieldDocumentation.of(problem.field())
                .filter(text -> !problem.message().contains(text.split("\\.( |$)", 2)[0]));
    }
}
