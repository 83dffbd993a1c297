package dev.kafkaflink.cli.test;

import dev.kafkaflink.cli.console.Console;
import dev.kafkaflink.cli.console.DurationOption;
import dev.kafkaflink.cli.console.Logs;
import dev.kafkaflink.cli.console.Progress;
import dev.kafkaflink.cli.engine.Engine;
import dev.kafkaflink.cli.test.FolderResult.Verdict;
import dev.kafkaflink.local.platform.Project;
import dev.kafkaflink.local.process.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Tests pipelines: feeds each its input and compares what it makes of it with what is expected.",
            "",
            "Each DIR is a test. It holds pipeline.yaml (and may hold more *.yaml), input/TOPIC.jsonl for each topic that is"
                    + " fed, and expected/TOPIC.jsonl for each that is written: a line a record, VALUE or KEY<TAB>VALUE. Expected"
                    + " dead letters stand in expected/dead-letters.jsonl as {\"reason\": ..., \"value\": ...}.",
            "",
            "Input that is no text stands in input/TOPIC.base64: the same lines, with VALUE and KEY in base64. Where a pipeline"
                    + " names a schema registry, one in this process takes its place, with the schemas of schemas/: ID.avsc, or"
                    + " ID.SUBJECT.avsc for a version of a subject.",
            "",
            "Kafka and Flink run in this process, so it needs no cluster. The input ends with its last record: then every"
                    + " window closes, and the jobs end. Order does not count, nor do keys where no expected line has one.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  kafkaflink test pipelines/*/",
            "  kafkaflink test --junit target/pipelines.xml pipelines/*/",
            "  kafkaflink test --update pipelines/orders",
            "",
            "Exit codes: 0 all passed, 1 one did not, 2 wrong usage, 130 Ctrl-C."
        })
public final class TestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "A folder of pipelines with input/ and expected/.")
    private List<Path> folders;

    @Option(
            names = "--update",
            description = "Write what comes out into expected/, and say what changed there. Look at the difference.")
    private boolean update;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the results as JUnit's XML, too.")
    private Path junit;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "Write what Kafka and Flink have to say into FILE. Without it nobody is told.")
    private Path log;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "60s",
            converter = DurationOption.class,
            description = "Give a pipeline up that has not come to its end in this time. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    @Mixin
    private Console console;

    private final Progress progress = new Progress(System.err, System.console() != null);
    private int done;

    @Override
    public Integer call() throws InterruptedException, IOException {
        requireFolders();
        int parallel = Math.min(folders.size(), Runtime.getRuntime().availableProcessors());
        long begin = System.nanoTime();
        try (TemporaryFolder temporary = TemporaryFolder.create("kafkaflink-test-")) {
            logInto(temporary.path());
            try (Engine engine = Engine.start(Project.ofThisProgram().kafkaLibraries(), parallel, temporary.path())) {
                progress.show(
                        folders.size() == 1 ? "Testing " + folders.get(0) : "Testing " + folders.size() + " folders");
                List<FolderResult> results = new TestRun(engine, timeout, update).run(folders, parallel, this::print);
                progress.clear();
                Duration time = Duration.ofNanos(System.nanoTime() - begin);
                if (junit != null) {
                    JUnitXml.write(junit, results, time);
                }
                if (!console.json()) {
                    console.print(Report.summary(results, time));
                }
                return results.stream().allMatch(result -> result.verdict() == Verdict.PASS) ? 0 : 1;
            }
        }
    }

    private void requireFolders() {
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw usage(
                        Files.exists(folder)
                                ? folder + " is no folder; write DIR/*/ to name just the folders in DIR"
                                : "there is no folder " + folder);
            }
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** What the libraries have to say is seldom of use: what a job fails with is told in the results. */
    private void logInto(Path folder) {
        Logs.into(log == null ? folder.resolve("log") : log);
    }

    private void print(FolderResult result) {
        progress.clear();
        if (console.json()) {
            console.printJson(Report.json(result));
        } else {
            Ansi ansi = command.commandLine().getColorScheme().ansi();
            Report.lines(result, ansi).forEach(console::print);
        }
        done++;
        progress.show("%d of %d done".formatted(done, folders.size()));
    }
}
