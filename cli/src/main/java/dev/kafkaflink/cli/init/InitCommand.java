package dev.kafkaflink.cli.init;

import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.cli.console.Console;
import dev.kafkaflink.cli.console.Logs;
import dev.kafkaflink.cli.test.ExpectedOutput;
import dev.kafkaflink.local.process.TemporaryFolder;
import dev.kafkaflink.operator.core.naming.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes a folder to begin with: a pipeline, its input, and what it makes of it.",
            "",
            "On a terminal it asks for what no option says. The columns are those of a sample of records, a JSON object a"
                    + " line. The pipeline is run once, to write expected/; 'kafkaflink test' passes then.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  kafkaflink init",
            "  kafkaflink init late-trains --from trains.jsonl --template window",
            "",
            "Exit codes: 0 done, 1 the sample is of no use or the run failed, 2 wrong usage."
        })
public final class InitCommand implements Callable<Integer> {
    private static final String EXAMPLE = "orders";

    @Spec
    private CommandSpec command;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "The folder, which must be new or empty. Without it: the pipeline's name.")
    private Path folder;

    @Option(names = "--name", description = "The pipeline's name. Without it: that of DIR, or my-pipeline.")
    private String name;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "Records of the topic TOPIC, a file TOPIC.jsonl of a JSON object a line. Without it: an example.")
    private Path from;

    @Option(
            names = "--template",
            description =
                    "What it computes: copy takes each record, filter those that fit a condition, window counts and"
                            + " sums by the hour. Default: filter.")
    private Template template;

    @Option(names = "--sink", paramLabel = "TOPIC", description = "The topic that it writes. Without it: NAME-out.")
    private String sink;

    @Mixin
    private Console console;

    @Override
    public Integer call() throws InterruptedException {
        askForTheRest(console.json() ? null : System.console());
        try (TemporaryFolder temporary = TemporaryFolder.create("kafkaflink-init-")) {
            Logs.into(temporary.path().resolve("log"));
            write(new NewPipeline(name, source(), sink, template, sample()).files());
            say("Running it once, to write what it makes of its input");
            List<String> problems = ExpectedOutput.write(folder, temporary.path());
            if (!problems.isEmpty()) {
                throw new CommandFailure(String.join(System.lineSeparator(), problems));
            }
        }
        if (console.json()) {
            console.printJson(new TreeMap<>(Map.of("folder", folder.toString(), "name", name)));
        }
        say("Next: kafkaflink test %s, then kafkaflink up %s".formatted(folder, folder));
        return 0;
    }

    /** Asks on a terminal; takes what is usual elsewhere. */
    private void askForTheRest(java.io.Console terminal) {
        String usual = folder == null
                ? "my-pipeline"
                : folder.toAbsolutePath().normalize().getFileName().toString();
        name = name == null ? ask(terminal, "Name of the pipeline", usual) : name;
        require(
                Names.DEPLOYMENT.matcher(name).matches(),
                "'%s' cannot be a pipeline's name; use at most 45 lower-case letters, digits and dashes, a letter first"
                        .formatted(name));
        folder = folder == null ? Path.of(name) : folder;
        requireEmpty();
        if (from == null) {
            String file = ask(terminal, "File of records to learn the columns from, TOPIC.jsonl", "an example");
            from = file.equals("an example") ? null : Path.of(file);
        }
        if (template == null) {
            String choices = Stream.of(Template.values()).map(Enum::name).collect(Collectors.joining(", "));
            String chosen = ask(terminal, "What to compute: " + choices, Template.filter.name());
            template = Stream.of(Template.values())
                    .filter(each -> each.name().equals(chosen))
                    .findFirst()
                    .orElseThrow(() -> usage("'%s' is none of %s".formatted(chosen, choices)));
        }
        sink = sink == null ? ask(terminal, "Topic to write", name + "-out") : sink;
        for (String topic : List.of(source(), sink)) {
            require(topic.matches("[a-zA-Z0-9._-]{1,249}"), "'%s' cannot be a topic's name".formatted(topic));
        }
        require(
                !sink.equals(source()),
                "the topic '%s' cannot be read and written; name another --sink".formatted(sink));
    }

    private static String ask(java.io.Console terminal, String question, String usual) {
        if (terminal == null) {
            return usual;
        }
        String answer = terminal.readLine("%s [%s]: ", question, usual);
        return answer == null || answer.isBlank() ? usual : answer.strip();
    }

    private void requireEmpty() {
        if (!Files.exists(folder)) {
            return;
        }
        require(Files.isDirectory(folder), folder + " is no folder; name another");
        try (Stream<Path> files = Files.list(folder)) {
            require(files.findAny().isEmpty(), folder + " is not empty; name a new folder");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
    }

    private String source() {
        return from == null ? EXAMPLE : from.getFileName().toString().replaceFirst("\\.[A-Za-z]+$", "");
    }

    private Sample sample() {
        if (from == null) {
            return Sample.of(EXAMPLE, Examples.ORDERS);
        }
        try {
            return Sample.of(from.toString(), Files.readAllLines(from));
        } catch (NoSuchFileException e) {
            throw usage("there is no file " + from);
        } catch (MalformedInputException e) {
            throw usage(from + " is no text in UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + from, e);
        }
    }

    private void write(Map<String, String> files) {
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
                say("Wrote " + path);
            }
        } catch (IOException e) {
            throw new CommandFailure("Cannot write into " + folder + ": " + e);
        }
    }

    private void say(String line) {
        if (!console.json()) {
            console.print(line);
        }
    }

    private void require(boolean fine, String message) {
        if (!fine) {
            throw usage(message);
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
