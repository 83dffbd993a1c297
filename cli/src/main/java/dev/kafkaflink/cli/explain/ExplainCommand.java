package dev.kafkaflink.cli.explain;

import dev.kafkaflink.cli.console.Console;
import dev.kafkaflink.cli.pipeline.CheckedFile;
import dev.kafkaflink.cli.pipeline.CheckedPipeline;
import dev.kafkaflink.cli.pipeline.FileProblem;
import dev.kafkaflink.cli.pipeline.PipelineFile;
import dev.kafkaflink.cli.pipeline.PipelineFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says what a pipeline does, step by step, and what an edit of it would do.",
            "",
            "Tells what it reads and writes, its steps in words, which of them keep state and for how long, and what becomes of"
                    + " records that it cannot process.",
            "",
            "With --against, says what an edit does to state, records and topics before it is made.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  kafkaflink explain pipeline.yaml",
            "  kafkaflink explain --format mermaid pipeline.yaml",
            "  git show HEAD:pipeline.yaml > /tmp/old.yaml && kafkaflink explain pipeline.yaml --against /tmp/old.yaml",
            "",
            "Exit codes: 0 done, 1 something is wrong with a file, 2 wrong usage."
        })
public final class ExplainCommand implements Callable<Integer> {
    /** The forms of the output. */
    enum Form {
        text,
        mermaid,
        json
    }

    @Spec
    private CommandSpec command;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "A file of Kubernetes resources with one pipeline in it, its folder, or - for standard input.")
    private Path file;

    @Option(
            names = "--against",
            paramLabel = "OLD",
            description = "The pipeline as it stands now, of which FILE is an edit.")
    private Path against;

    @Option(
            names = {"--format", "--output", "-o"},
            paramLabel = "FORM",
            defaultValue = "text",
            description =
                    "text for a person, mermaid for a flowchart, or json for a machine. Default: ${DEFAULT-VALUE}.")
    private Form form;

    @Override
    public Integer call() {
        if (against != null && form == Form.mermaid) {
            throw new ParameterException(command.commandLine(), "--against has no flowchart; use text or json.");
        }
        List<CheckedFile> files = new ArrayList<>(read(file));
        if (against != null) {
            files.addAll(read(against));
        }
        List<FileProblem> problems =
                files.stream().flatMap(each -> each.problems().stream()).toList();
        if (!problems.isEmpty()) {
            problems.forEach(problem -> command.commandLine().getErr().println(problem.text()));
            command.commandLine().getErr().flush();
            return 1;
        }
        List<CheckedPipeline> pipelines = CheckedFile.sound(files);
        print(against == null ? explanation(pipelines.get(0)) : change(pipelines.get(1), pipelines.get(0)));
        return 0;
    }

    private List<String> explanation(CheckedPipeline pipeline) {
        Explanation explanation = Explanations.of(pipeline);
        return switch (form) {
            case text -> TextForm.lines(explanation);
            case mermaid -> MermaidForm.lines(explanation);
            case json -> List.of(Console.json(explanation));
        };
    }

    private List<String> change(CheckedPipeline old, CheckedPipeline edited) {
        Change change = Changes.of(old, edited);
        return form == Form.json ? List.of(Console.json(change)) : change.lines();
    }

    /** What was named, with one pipeline in it, unless a file of it cannot be read. */
    private List<CheckedFile> read(Path named) {
        List<PipelineFile> files = PipelineFiles.read(command.commandLine(), List.of(named));
        int found = files.stream().mapToInt(file -> file.pipelines().size()).sum();
        boolean readable = files.stream().allMatch(file -> file.problems().isEmpty());
        if (found != 1 && readable) {
            throw new ParameterException(
                    command.commandLine(),
                    "%s has %s; name a file with one"
                            .formatted(named, found == 0 ? "no pipeline" : found + " pipelines"));
        }
        return files.stream().map(CheckedFile::of).toList();
    }

    private void print(List<String> lines) {
        lines.forEach(command.commandLine().getOut()::println);
        command.commandLine().getOut().flush();
    }
}
