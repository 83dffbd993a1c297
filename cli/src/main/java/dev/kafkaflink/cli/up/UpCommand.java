package dev.kafkaflink.cli.up;

import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.cli.console.Console;
import dev.kafkaflink.cli.console.DurationOption;
import dev.kafkaflink.cli.console.Logs;
import dev.kafkaflink.cli.kafka.KafkaFailure;
import dev.kafkaflink.local.controlplane.ControlPlaneUnavailableException;
import dev.kafkaflink.local.platform.Project;
import dev.kafkaflink.local.process.ProcessFailedException;
import dev.kafkaflink.local.process.TemporaryFolder;
import dev.kafkaflink.local.standin.flink.FlinkOperatorSettings.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the pipelines of a folder on a platform of their own.",
            "",
            "Starts an API server, Kafka, stand-ins for the Strimzi and Flink operators, and the operator; applies each"
                    + " *.yaml of FOLDER; feeds each input/TOPIC.jsonl into TOPIC, a line a record, with a key where the"
                    + " line is KEY<TAB>VALUE, and each input/TOPIC.base64, which has both in base64; and shows what the"
                    + " pipelines measure. Ctrl-C ends it all.",
            ""
        },
        footer = {
            "",
            "In input files KEY<TAB> without a value is a tombstone, an empty line an empty value, and <TAB>VALUE a value"
                    + " without a key that may have TABs in it.",
            "Exit codes: 0 done, 1 failed or not as expected, 2 wrong usage, 130 Ctrl-C."
        })
public final class UpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "FOLDER", description = "Holds pipeline.yaml, and may hold input/ and expected/.")
    private Path folder;

    @Option(
            names = "--exit",
            description =
                    "Stop once the input is used up, eventTime.idleness is over and the outputs are quiet, and compare"
                            + " each topic with expected/TOPIC.jsonl if that file exists, as a multiset of JSON values. What the"
                            + " input does not close stays open, such as the last window, which 'test' closes.")
    private boolean exit;

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description = "With --exit: write each output topic, and the dead letters with their headers, to"
                    + " DIR/TOPIC.jsonl.")
    private Path outputDir;

    @Option(
            names = "--keep-data",
            paramLabel = "DIR",
            description = "Keep data and logs in DIR, a new or empty folder. Without it they are deleted at the end.")
    private Path keepData;

    @Option(
            names = "--real-timing",
            description =
                    "Let the Flink operator be as slow as on a cluster: it looks every 5 s and 15 s, task managers come"
                            + " after the job manager has its job, and containers back off from 10 s to 5 minutes.")
    private boolean realTiming;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "5m",
            converter = DurationOption.class,
            description = "Fail if the pipelines do not run in this time, and with --exit if they are not done; such as"
                    + " 90s or 10m, counted from when Kafka and the operator are ready. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    @Mixin
    private Console console;

    @Override
    public Integer call() throws InterruptedException {
        UpOptions options = options();
        Path data = dataFolder();
        // What the libraries have to say goes beside the other logs. The first logger must be made by this thread, for
        // others that come while it is being made are told so on standard error.
        Logs.into(data.resolve("kafkaflink.log"));
        Logger log = LoggerFactory.getLogger(UpCommand.class);
        Steps steps = console.json() ? new JsonSteps(console) : new TextSteps(System.out, System.console() != null);
        // Not on the shutdown stack, whose begin is the end of a part: that would still be shown as a failure.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted(steps), "say-goodbye"));
        try {
            return new UpRun(Project.ofThisProgram(), options, data, steps).run();
        } catch (CommandFailure | KafkaFailure | ProcessFailedException | ControlPlaneUnavailableException e) {
            steps.say("Failed. " + e.getMessage());
        } catch (RuntimeException e) {
            log.error("Failed", e);
            steps.say("Failed. " + e + (keepData == null ? "; with --keep-data the log tells more" : ""));
        } finally {
            steps.silence();
        }
        return 1;
    }

    private static void interrupted(Steps steps) {
        steps.say("Ending all that was started");
        steps.silence();
    }

    UpOptions options() {
        if (outputDir != null && !exit) {
            throw new ParameterException(command.commandLine(), "--output-dir needs --exit.");
        }
        return new UpOptions(folder, exit, outputDir, keepData, realTiming ? Timing.REAL : Timing.QUICK, timeout);
    }

    private Path dataFolder() {
        if (keepData == null) {
            return TemporaryFolder.create("kafkaflink-up-").path();
        }
        try {
            Files.createDirectories(keepData);
            try (Stream<Path> files = Files.list(keepData)) {
                if (files.findAny().isPresent()) {
                    throw new ParameterException(
                            command.commandLine(), "--keep-data: " + keepData + " is not empty; name a new folder.");
                }
            }
            return keepData.toRealPath();
        } catch (IOException e) {
            throw new ParameterException(command.commandLine(), "--keep-data: cannot use " + keepData + ": " + e, e);
        }
    }
}
