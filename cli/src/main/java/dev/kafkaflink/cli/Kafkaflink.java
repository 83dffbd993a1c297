package dev.kafkaflink.cli;

import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.cli.deadletters.DeadLettersCommand;
import dev.kafkaflink.cli.explain.ExplainCommand;
import dev.kafkaflink.cli.help.CompletionCommand;
import dev.kafkaflink.cli.help.Group;
import dev.kafkaflink.cli.help.WrongUsage;
import dev.kafkaflink.cli.init.InitCommand;
import dev.kafkaflink.cli.kafka.KafkaFailure;
import dev.kafkaflink.cli.run.RunCommand;
import dev.kafkaflink.cli.test.TestCommand;
import dev.kafkaflink.cli.up.ReadCommand;
import dev.kafkaflink.cli.up.UpCommand;
import dev.kafkaflink.cli.validate.ValidateCommand;
import dev.kafkaflink.local.process.ShutdownStack;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/** The command line {@code kafkaflink}. */
@Command(
        name = "kafkaflink",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Streaming pipelines from Kafka to Kafka, in Flink SQL.",
            "",
            "Begin here:",
            "  kafkaflink init my-pipeline     writes a pipeline, its input and what it makes of it",
            "  kafkaflink test my-pipeline     runs it in seconds, and compares",
            "  kafkaflink up my-pipeline       runs it with the operator, as a cluster would",
            ""
        },
        commandListHeading = "",
        footer = {"", "'kafkaflink COMMAND --help' tells more of each, with examples."})
public final class Kafkaflink {
    private static final int WIDTH = 100;

    private static final List<Group> COMMANDS = List.of(
            Group.of(
                    "Write a pipeline",
                    InitCommand.class,
                    ValidateCommand.class,
                    TestCommand.class,
                    ExplainCommand.class),
            Group.of("Run it on this machine", RunCommand.class, UpCommand.class, ReadCommand.class),
            Group.of("Look after it", DeadLettersCommand.class),
            Group.of("For your shell", CompletionCommand.class));

    private Kafkaflink() {}

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Kafkaflink.class.getPackage().getImplementationVersion();
            return new String[] {"kafkaflink " + (version == null ? "(not packaged)" : version)};
        }
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** All commands, each of which tells the version. */
    static CommandLine commandLine() {
        CommandLine all = new CommandLine(new Kafkaflink());
        Group.addAll(all, COMMANDS);
        tellVersion(all);
        return all.setUsageHelpWidth(WIDTH)
                .setParameterExceptionHandler(new WrongUsage())
                .setExecutionExceptionHandler(Kafkaflink::failed);
    }

    private static void tellVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(Kafkaflink::tellVersion);
    }

    private static int failed(Exception failure, CommandLine command, ParseResult arguments) throws Exception {
        if (!(failure instanceof KafkaFailure || failure instanceof CommandFailure)) {
            throw failure;
        }
        if (!ShutdownStack.isClosing()) {
            command.getErr().println("kafkaflink: " + failure.getMessage());
            command.getErr().flush();
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
