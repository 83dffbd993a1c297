package dev.kafkaflink.local.up;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line {@code kafkaflink}. */
@Command(
        name = "kafkaflink",
        mixinStandardHelpOptions = true,
        versionProvider = KafkaflinkCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Streaming pipelines from Kafka to Kafka, in Flink SQL.",
        subcommands = {UpCommand.class, ReadCommand.class})
public final class KafkaflinkCommand {
    private KafkaflinkCommand() {}

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = KafkaflinkCommand.class.getPackage().getImplementationVersion();
            return new String[] {"kafkaflink " + (version == null ? "(not packaged)" : version)};
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new KafkaflinkCommand()).execute(arguments));
    }
}
