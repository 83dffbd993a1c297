package dev.kafkaflink.cli.validate;

import dev.kafkaflink.cli.console.Console;
import dev.kafkaflink.cli.pipeline.PipelineFile;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    private static final Path STANDARD_INPUT = Path.of("-");

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

    @Override
    public Integer call() throws IOException {
        List<PipelineFile> read = new ArrayList<>();
        for (Path file : files) {
            for (Path each : expand(file)) {
                read.add(PipelineFile.read(each, text(each)));
            }
        }
        Validation validation = Validation.of(read);
        print(validation);
        return validation.problems().isEmpty() ? 0 : 1;
    }

    private List<Path> expand(Path file) throws IOException {
        if (!Files.isDirectory(file)) {
            return List.of(file);
        }
        try (Stream<Path> all = Files.list(file)) {
            List<Path> found = all.filter(each -> each.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw usage("there is no *.yaml in the folder " + file);
            }
            return found;
        }
    }

    private String text(Path file) throws IOException {
        try {
            return file.equals(STANDARD_INPUT)
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(file);
        } catch (NoSuchFileException e) {
            throw usage("there is no file " + file);
        } catch (MalformedInputException e) {
            throw usage(file + " is no text in UTF-8");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), "kafkaflink validate: " + message);
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
