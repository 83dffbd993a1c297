package dev.kafkaflink.cli;

import dev.kafkaflink.cli.deadletters.DeadLettersCommand;
import dev.kafkaflink.cli.kafka.KafkaFailure;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line {@code kafkaflink}. */
@Command(
        name = "kafkaflink",
        mixinStandardHelpOptions = true,
        versionProvider = Kafkaflink.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Streaming pipelines on Kafka and Flink.",
        subcommands = {DeadLettersCommand.class})
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

    /** All commands. */
    static CommandLine commandLine() {
        return new CommandLine(new Kafkaflink()).setExecutionExceptionHandler((failure, command, result) -> {
            if (failure instanceof KafkaFailure) {
                PrintWriter err = command.getErr();
                err.println("kafkaflink: " + failure.getMessage());
                err.flush();
                return CommandLine.ExitCode.SOFTWARE;
            }
            throw failure;
        });
    }
}
