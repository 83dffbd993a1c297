package dev.kafkaflink.cli.validate;

import dev.kafkaflink.cli.console.Console;
import dev.kafkaflink.cli.console.Progress;
import dev.kafkaflink.cli.pipeline.PipelineFile;
import dev.kafkaflink.cli.pipeline.PipelineFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says all that is wrong with pipelines, each with its line and column in the file.",
            "",
            "Looks at them as a cluster would: the resource's schema and rules, the operator's checks, Flink's SQL planner and"
                    + " Flink's settings. Needs no cluster and no Kafka, so it does not see whether what they refer to exists.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  kafkaflink validate pipeline.yaml",
            "  kafkaflink validate --format github pipelines/",
            "  kustomize build . | kafkaflink validate -",
            "",
            "Exit codes: 0 nothing is wrong, 1 something is, 2 wrong usage."
        })
public final class ValidateCommand implements Callable<Integer> {
    /** The forms of the output. */
    enum Form {
        text,
        json,
        github
    }

    @Spec
    private CommandSpec command;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "A file of Kubernetes resources; a folder, for each *.yaml and *.yml in it; or - for standard input.")
    private List<Path> files;

    @Option(
            names = {"--format", "--output", "-o"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text for a person, json for a machine, or github to show problems beside the lines of a pull"
                    + " request. Default: ${DEFAULT-VALUE}.")
    private Form form;

    private final Progress progress = new Progress(System.err, System.console() != null);

    @Override
    public Integer call() {
        List<PipelineFile> read = PipelineFiles.read(command.commandLine(), files);
        Validation validation = Validation.of(read, this::begins);
        progress.clear();
        print(validation);
        return validation.problems().isEmpty() ? 0 : 1;
    }

    private void begins(PipelineFile file) {
        progress.show("Checking " + file.file());
    }

    private void print(Validation validation) {
        List<String> lines =
                switch (form) {
                    case text -> TextReport.lines(validation);
                    case json -> List.of(Console.json(JsonReport.of(validation)));
                    case github -> GithubReport.lines(validation);
                };
        lines.forEach(command.commandLine().getOut()::println);
        command.commandLine().getOut().flush();
    }
}
