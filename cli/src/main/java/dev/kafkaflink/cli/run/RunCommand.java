package dev.kafkaflink.cli.run;

import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.cli.console.Console;
import dev.kafkaflink.cli.console.Logs;
import dev.kafkaflink.cli.console.Progress;
import dev.kafkaflink.cli.engine.Engine;
import dev.kafkaflink.cli.kafka.Topics;
import dev.kafkaflink.cli.pipeline.FileSchemas;
import dev.kafkaflink.local.platform.Project;
import dev.kafkaflink.local.process.ShutdownStack;
import dev.kafkaflink.local.process.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a pipeline in this process and prints its rows as they come.",
            "",
            "Without --bootstrap Kafka runs in this process, too, with the topics that the pipeline uses. So does a schema"
                    + " registry if the pipeline names one, with the schemas of the folder schemas beside FILE: ID.avsc, or"
                    + " ID.SUBJECT.avsc for a version of a subject.",
            "",
            "With --bootstrap the pipeline reads and writes the topics of that Kafka, under a consumer group and transactional"
                    + " ids of its own, so that it does not disturb the same pipeline on a cluster.",
            ""
        },
        footer = {
            "",
            "Rows go to standard output; dead letters, and on a terminal the figures, to standard error.",
            "",
            "Examples:",
            "  kafkaflink run pipeline.yaml --input input --exit",
            "  kafkaflink run pipeline.yaml --bootstrap localhost:9092 --sink totals -o json",
            "",
            "Exit codes: 0 the input is done, 1 failed, 2 wrong usage, 130 Ctrl-C."
        })
public final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "FILE", description = "Holds one pipeline.")
    private Path file;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "A listener of Kafka without encryption. Without it Kafka runs in this process.")
    private String bootstrapServers;

    @Option(
            names = "--input",
            paramLabel = "DIR",
            description = "Feed each DIR/TOPIC.jsonl into TOPIC: a line a record, VALUE or KEY<TAB>VALUE; and each"
                    + " DIR/TOPIC.base64, which has VALUE and KEY in base64.")
    private Path input;

    @Option(names = "--sink", paramLabel = "NAME", description = "Print just the rows of this sink.")
    private String sink;

    @Option(
            names = "--exit",
            description = "End with the input: read to where the topics end now. Then event time ends, too, and every"
                    + " window closes.")
    private boolean exit;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "Write what Kafka and Flink have to say into FILE. Without it nobody is told.")
    private Path log;

    @Mixin
    private Console console;

    @Override
    public Integer call() throws InterruptedException, IOException {
        requireFiles();
        try (TemporaryFolder temporary = TemporaryFolder.create("kafkaflink-run-")) {
            Logs.into(log == null ? temporary.path().resolve("log") : log);
            try (Engine engine = engine(temporary.path())) {
                run(engine);
                return 0;
            }
        } catch (CommandFailure e) {
            if (!ShutdownStack.isClosing()) {
                e.getMessage().lines().forEach(command.commandLine().getErr()::println);
            }
            return 1;
        }
    }

    private void run(Engine engine) throws InterruptedException, IOException {
        RunnablePipeline pipeline = RunnablePipeline.read(
                file, bootstrapServers == null ? FileSchemas.OF_FOLDER : FileSchemas.OF_FOLDER_OR_REGISTRY);
        LiveLine live = new LiveLine(engine.metrics(), new Progress(System.err, System.console() != null));
        Output output = new Output(console, new RowTable(sink == null), System.err, live);
        // Registered last and so the first to be closed: the failures of what is being ended are nobody's.
        ShutdownStack.Entry entry = ShutdownStack.register("output", output::silence);
        RunOptions options = new RunOptions(bootstrapServers, input, sink, exit);
        new PipelineRun(engine, pipeline, options).run(output);
        output.end();
        entry.remove();
    }

    private Engine engine(Path folder) {
        return bootstrapServers == null
                ? Engine.start(Project.ofThisProgram().kafkaLibraries(), 1, folder)
                : Engine.on(Topics.at(bootstrapServers), 1, folder);
    }

    private void requireFiles() {
        if (!Files.isRegularFile(file)) {
            throw usage("there is no file " + file);
        }
        if (input != null && !Files.isDirectory(input)) {
            throw usage("--input: there is no folder " + input);
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
