package dev.kafkaflink.cli.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say where Kafka is. */
public final class KafkaOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--bootstrap",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Kafka's address; several separated by commas.")
    private String bootstrap;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties of Kafka's clients, as kafka-console-consumer takes them: security.protocol,"
                    + " sasl.jaas.config and the like.")
    private Path config;

    /** Properties for any client. Throws ParameterException for a file that cannot be read. */
    public Properties properties() {
        Properties properties = new Properties();
        if (config != null) {
            try (Reader reader = Files.newBufferedReader(config, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new ParameterException(
                        command.commandLine(), "--config: cannot read %s: %s".formatted(config, e.getMessage()), e);
            }
        }
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        return properties;
    }
}
