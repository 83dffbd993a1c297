package dev.kafkaflink.cli.pipeline;

import dev.kafkaflink.cli.console.CommandFailure;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file, the pipelines in it, and all that is wrong.
 *
 * @param problems of the file itself and of its pipelines, as they stand in it
 */
public record CheckedFile(PipelineFile file, List<CheckedPipeline> pipelines, List<FileProblem> problems) {

    public CheckedFile {
        pipelines = List.copyOf(pipelines);
        problems = problems.stream().sorted(FileProblem.BY_PLACE).toList();
    }

    /** Checks each pipeline of a file by itself; no registry is asked. */
    public static CheckedFile of(PipelineFile file) {
        return of(file, FileSchemas.OF_FOLDER);
    }

    /** Checks each pipeline of a file by itself. */
    public static CheckedFile of(PipelineFile file, FileSchemas schemas) {
        List<CheckedPipeline> pipelines = file.pipelines().stream()
                .map(document -> PipelineCheck.of(document, schemas))
                .toList();
        Stream<FileProblem> ofPipelines = pipelines.stream().flatMap(pipeline -> pipeline.problems().stream());
        return new CheckedFile(
                file,
                pipelines,
                Stream.concat(file.problems().stream(), ofPipelines).toList());
    }

    /**
     * The pipelines of files with which nothing is wrong.
     *
     * @throws CommandFailure if something is: a line for each problem
     */
    public static List<CheckedPipeline> sound(List<CheckedFile> files) {
        String problems = files.stream()
                .flatMap(file -> file.problems().stream())
                .map(FileProblem::text)
                .collect(Collectors.joining("\n"));
        if (!problems.isEmpty()) {
            throw new CommandFailure(problems);
        }
        return files.stream().flatMap(file -> file.pipelines().stream()).toList();
    }
}
