package dev.kafkaflink.local.kafka;

import dev.kafkaflink.local.process.JavaCommand;
import dev.kafkaflink.local.process.ManagedProcess;
import dev.kafkaflink.local.process.Ports;
import dev.kafkaflink.local.process.ProcessSpec;
import dev.kafkaflink.local.tls.CertificateAuthority;
import dev.kafkaflink.local.tls.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;

/**
 * A real Kafka broker, its own controller (KRaft), in its own process. It listens on 127.0.0.1 twice: without
 * encryption, where everybody may do everything, and with TLS and SCRAM-SHA-512, where a user may do what its ACLs say.
 * It can be stopped, killed and started again with the same ports, data and certificate.
 *
 * <p>Its methods are meant for one thread at a time; {@link #admin()} is thread-safe.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final int PROBE_MILLIS = 5000;
    private static final int SCRAM_ITERATIONS = 4096;
    // Always the same, for Kafka refuses data that another id is written into: those of an earlier run, or attempt.
    private static final String CLUSTER_ID = new Uuid(0x6b61666b61666c69L, 0x6e6b2d6c6f63616cL).toString();
    private static final String HEAP = "384m";
    // For a short start: most of a broker's code runs too seldom here to be worth a second compilation.
    private static final List<String> QUICK_START =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.awt.headless=true");

    private final Path libraries;
    private final Path folder;
    private final String clusterId;
    private final BrokerProperties properties;
    private final CertificateAuthority authority;
    private final ScramLogin adminLogin;
    private final Admin admin;
    private ManagedProcess process;

    private KafkaBroker(Path libraries, Path folder, String clusterId) {
        this.libraries = libraries;
        this.folder = folder;
        this.clusterId = clusterId;
        this.authority = CertificateAuthority.create("kafkaflink-local-kafka");
        this.properties = new BrokerProperties(
                folder.resolve("data"), folder.resolve("keystore.pem"), Ports.free(), Ports.free(), Ports.free());
        writeFiles();
        this.adminLogin = new ScramLogin(BrokerProperties.ADMIN, randomPassword());
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    /** A user of the SASL listener and its password. */
    public record ScramLogin(String user, String password) {
        @Override
        public String toString() {
            return "ScramLogin[" + user + "]";
        }
    }

    /**
     * Starts a broker on free ports and returns when it serves.
     *
     * @param libraries the folder of the Kafka server's jars, {@code local/kafka-dist/target/lib} of the project
     * @param folder where data, configuration and log go; made if it is not there, and if it has data of an earlier
     *     broker, they are served again
     * @throws dev.kafkaflink.local.process.ProcessFailedException if it does not come up; nothing is left running then
     */
    public static KafkaBroker start(Path libraries, Path folder) throws InterruptedException {
        return start(libraries, folder, CLUSTER_ID);
    }

    /**
     * As {@link #start(Path, Path)}, for a cluster that is another one than the default.
     *
     * @param clusterId 16 bytes in Base64, as {@link Uuid} writes them
     */
    public static KafkaBroker start(Path libraries, Path folder, String clusterId) throws InterruptedException {
        if (!Files.isDirectory(libraries)) {
            throw new IllegalArgumentException("There are no Kafka jars in " + libraries
                    + "; lay them out with ./mvnw -pl local/kafka-dist process-resources.");
        }
        return Ports.retryWhenTaken(() -> {
            KafkaBroker broker = new KafkaBroker(libraries.toAbsolutePath(), folder.toAbsolutePath(), clusterId);
            try {
                broker.run();
                broker.createUser(broker.adminLogin);
                return broker;
            } catch (RuntimeException | InterruptedException e) {
                broker.close();
                throw e;
            }
        });
    }

    private void writeFiles() {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("server.properties"), properties.toText());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the folder " + folder, e);
        }
        CertificateAuthority.Identity identity = authority.issueForLoopback("kafka");
        Pem.writePrivate(properties.keystore(), identity.privateKeyPem() + identity.certificateChainPem());
    }

    private ProcessSpec spec() {
        JavaCommand command = JavaCommand.of(
                        KafkaLauncher.class.getName(),
                        List.of(libraries.resolve("*").toString()),
                        HEAP,
                        List.of(folder.resolve("server.properties").toString(), clusterId))
                .withOptions(QUICK_START)
                .withClassArchive("kafka")
                .withSystemProperties(Map.of(
                        "org.slf4j.simpleLogger.defaultLogLevel", "warn",
                        "org.slf4j.simpleLogger.showDateTime", "true",
                        "org.slf4j.simpleLogger.dateTimeFormat", "HH:mm:ss.SSS"));
        return ProcessSpec.of("kafka", command.toCommand(), log());
    }

    private static String randomPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private void run() throws InterruptedException {
        process = ManagedProcess.start(spec());
        process.awaitReady(this::serves, READY_LIMIT);
    }

    /** The port first: a client that finds nothing there waits longer and longer before it tries again. */
    private boolean serves() throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", properties.plainPort()), PROBE_MILLIS);
        }
        return !admin.describeCluster(new DescribeClusterOptions().timeoutMs(PROBE_MILLIS))
                .nodes()
                .get()
                .isEmpty();
    }

    /** Ends the broker in order, as a rolling update would; its clients then wait for it. Idempotent. */
    public void stop() {
        if (process != null) {
            process.stop();
        }
    }

    /** Ends the broker as a crash would. Idempotent. */
    public void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** Starts the broker again after {@link #stop()} or {@link #kill()}, or restarts it; returns when it serves. */
    public void restart() throws InterruptedException {
        stop();
        run();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Gives a user of the SASL listener a password, the first or a new one; it may do nothing without ACLs. */
    public void createUser(ScramLogin login) throws InterruptedException {
        ScramCredentialInfo scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS);
        try {
            admin.alterUserScramCredentials(
                            List.of(new UserScramCredentialUpsertion(login.user(), scram, login.password())))
                    .all()
                    .get(READY_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka refused to create the user " + login.user(), e);
        }
    }

    /** {@code host:port} of the listener without encryption. */
    public String bootstrapServers() {
        return "127.0.0.1:" + properties.plainPort();
    }

    /** {@code host:port} of the listener with TLS and SCRAM-SHA-512. */
    public String saslBootstrapServers() {
        return "127.0.0.1:" + properties.saslPort();
    }

    /** The authority that signed the broker's certificate, as PEM. */
    public String caCertificatePem() {
        return authority.certificatePem();
    }

    /** The user that may do everything on the SASL listener too. */
    public ScramLogin adminLogin() {
        return adminLogin;
    }

    /** What a Kafka client needs to come in by the SASL listener, its address included. */
    public Map<String, String> saslClientProperties(ScramLogin login) {
        String jaas =
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(login.user(), login.password());
        return Map.of(
                "bootstrap.servers",
                saslBootstrapServers(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                jaas,
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.certificates",
                caCertificatePem());
    }

    /** An administrator's client of the listener without encryption. Shared: do not close it. */
    public Admin admin() {
        return admin;
    }

    /** Where the topics' data lie. */
    public Path dataFolder() {
        return properties.dataFolder();
    }

    /** The broker's log. */
    public Path log() {
        return folder.resolve("kafka.log");
    }

    /** Ends the broker for good. Idempotent. */
    @Override
    public void close() {
        admin.close(Duration.ZERO);
        stop();
    }
}
