package dev.kafkaflink.cli;

import dev.kafkaflink.cli.deadletters.DeadLettersCommand;
import dev.kafkaflink.cli.explain.ExplainCommand;
import dev.kafkaflink.cli.kafka.KafkaFailure;
import dev.kafkaflink.cli.test.TestCommand;
import dev.kafkaflink.cli.up.ReadCommand;
import dev.kafkaflink.cli.up.UpCommand;
import dev.kafkaflink.cli.validate.ValidateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/** The command line {@code kafkaflink}. */
@Command(
        name = "kafkaflink",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Streaming pipelines from Kafka to Kafka, in Flink SQL.",
        subcommands = {
            ValidateCommand.class,
            ExplainCommand.class,
            TestCommand.class,
            UpCommand.class,
            ReadCommand.class,
            DeadLettersCommand.class
        })
public final class Kafkaflink {
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
        tellVersion(all);
        return all.setExecutionExceptionHandler(Kafkaflink::failed);
    }

    private static void tellVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(Kafkaflink::tellVersion);
    }

    private static int failed(Exception failure, CommandLine command, ParseResult arguments) throws Exception {
        if (!(failure instanceof KafkaFailure)) {
            throw failure;
        }
        command.getErr().println("kafkaflink: " + failure.getMessage());
        command.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
