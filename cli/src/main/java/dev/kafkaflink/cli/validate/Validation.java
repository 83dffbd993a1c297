package dev.kafkaflink.cli.validate;

import com.fasterxml.jackson.core.JsonPointer;
import dev.kafkaflink.cli.pipeline.CheckedFile;
import dev.kafkaflink.cli.pipeline.CheckedPipeline;
import dev.kafkaflink.cli.pipeline.FileProblem;
import dev.kafkaflink.cli.pipeline.PipelineDocument;
import dev.kafkaflink.cli.pipeline.PipelineFile;
import dev.kafkaflink.cli.yaml.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What is wrong with files, each by itself and all together.
 *
 * @param files in the order in which they were named
 */
record Validation(List<CheckedFile> files) {

    Validation {
        files = List.copyOf(files);
    }

    /** {@code begins} is told each file before it is checked, which takes a moment. */
    static Validation of(List<PipelineFile> files, Consumer<PipelineFile> begins) {
        Map<String, PipelineDocument> known = new HashMap<>();
        List<CheckedFile> checked = new ArrayList<>();
        for (PipelineFile file : files) {
            begins.accept(file);
            checked.add(check(file, known));
        }
        return new Validation(checked);
    }

    private static CheckedFile check(PipelineFile file, Map<String, PipelineDocument> known) {
        CheckedFile checked = CheckedFile.of(file);
        List<FileProblem> problems = new ArrayList<>(checked.problems());
        for (CheckedPipeline pipeline : checked.pipelines()) {
            PipelineDocument document = pipeline.document();
            PipelineDocument first = known.putIfAbsent(document.namespace() + "/" + document.name(), document);
            if (first != null) {
                problems.add(document.problem(
                        JsonPointer.valueOf("/metadata/name"),
                        "%s has a pipeline '%s' of namespace '%s' already; the one would replace the other"
                                .formatted(first.file(), document.name(), document.namespace())));
            }
        }
        if (file.pipelines().isEmpty() && problems.isEmpty()) {
            problems.add(new FileProblem(
                    file.file(),
                    new Place(1, 1),
                    JsonPointer.empty(),
                    "there is no resource of kind " + PipelineFile.KIND + " in this file"));
        }
        return new CheckedFile(file, checked.pipelines(), problems);
    }

    List<FileProblem> problems() {
        return files.stream().flatMap(file -> file.problems().stream()).toList();
    }
}
