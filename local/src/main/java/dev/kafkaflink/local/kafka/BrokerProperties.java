package dev.kafkaflink.local.kafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The configuration of a broker that is its own controller.
 *
 * @param plainPort of the listener without encryption, whose users may do everything
 * @param saslPort of the listener with TLS and SCRAM, whose users may do what their ACLs say
 * @param controllerPort of the quorum of one
 */
record BrokerProperties(Path dataFolder, Path keystore, int plainPort, int saslPort, int controllerPort) {
    static final String ADMIN = "admin";
    private static final String HOST = "127.0.0.1:";

    /** The text of the properties file. */
    String toText() {
        Map<String, String> all = new TreeMap<>();
        all.putAll(cluster());
        all.putAll(security());
        all.putAll(Map.ofEntries(
                // A lone broker cannot have the three replicas that these topics get by default.
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("min.insync.replicas", "1"),
                // 50 partitions each by default, which take time and files.
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                // An index takes 10 MB of a file system that has no sparse files.
                Map.entry("log.index.size.max.bytes", "1048576"),
                // A broker that crashed waits until the session of its predecessor, 9 s by default, has run out.
                Map.entry("broker.session.timeout.ms", "5000"),
                Map.entry("broker.heartbeat.interval.ms", "1000"),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("log.segment.delete.delay.ms", "1000"),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"),
                Map.entry("background.threads", "2"),
                Map.entry("log.cleaner.dedupe.buffer.size", "2097152")));
        // Backslashes and colons of paths need no escape but the backslash.
        return all.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private Map<String, String> cluster() {
        String listeners = "PLAINTEXT://" + HOST + plainPort + ",SASL_SSL://" + HOST + saslPort;
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@" + HOST + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("inter.broker.listener.name", "PLAINTEXT"),
                Map.entry("listeners", listeners + ",CONTROLLER://" + HOST + controllerPort),
                Map.entry("advertised.listeners", listeners),
                Map.entry(
                        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", dataFolder.toString()));
    }

    private Map<String, String> security() {
        return Map.ofEntries(
                Map.entry("sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                Map.entry(
                        "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                Map.entry("ssl.keystore.type", "PEM"),
                Map.entry("ssl.keystore.location", keystore.toString()),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("super.users", "User:ANONYMOUS;User:" + ADMIN));
    }
}
