package dev.kafkaflink.cli.engine;

import dev.kafkaflink.local.process.Ports;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A real Kafka broker, its own controller (KRaft), in this JVM, on 127.0.0.1. Its data are worth nothing once it is closed.
 *
 * <p>Its classes are reached by name, for they are not on this class path: see {@link BrokerLoader}.
 */
final class EmbeddedBroker implements AutoCloseable {
    private static final String HOST = "127.0.0.1:";

    private final String address;
    private final Object server;

    private EmbeddedBroker(String address, Object server) {
        this.address = address;
        this.server = server;
    }

    /**
     * Starts a broker on free ports and returns when it serves.
     *
     * @param libraries the folder of the broker's jars
     * @param folder where its data go, empty or not there yet
     */
    static EmbeddedBroker start(Path libraries, Path folder) {
        BrokerLoader loader = BrokerLoader.of(libraries);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            String address = HOST + Ports.free();
            format(loader, folder);
            return new EmbeddedBroker(address, run(loader, properties(address, HOST + Ports.free(), folder)));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("The embedded Kafka broker does not start: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The jars in " + libraries + " are not those of the broker", e);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static Object run(ClassLoader loader, Map<String, String> properties) throws ReflectiveOperationException {
        Class<?> time = loader.loadClass("org.apache.kafka.common.utils.Time");
        Class<?> config = loader.loadClass("kafka.server.KafkaConfig");
        Object server = loader.loadClass("kafka.server.KafkaRaftServer")
                .getConstructor(config, time)
                .newInstance(
                        config.getConstructor(Map.class).newInstance(properties),
                        time.getField("SYSTEM").get(null));
        server.getClass().getMethod("startup").invoke(server);
        return server;
    }

    private static void format(ClassLoader loader, Path folder) throws ReflectiveOperationException {
        Class<?> type = loader.loadClass("org.apache.kafka.metadata.storage.Formatter");
        Class<?> version = loader.loadClass("org.apache.kafka.server.common.MetadataVersion");
        Object id = loader.loadClass("org.apache.kafka.common.Uuid")
                .getMethod("randomUuid")
                .invoke(null);
        Object formatter = type.getConstructor().newInstance();
        type.getMethod("setPrintStream", PrintStream.class)
                .invoke(formatter, new PrintStream(OutputStream.nullOutputStream()));
        type.getMethod("setNodeId", int.class).invoke(formatter, 1);
        type.getMethod("setClusterId", String.class).invoke(formatter, id.toString());
        type.getMethod("addDirectory", String.class).invoke(formatter, folder.toString());
        type.getMethod("setMetadataLogDirectory", String.class).invoke(formatter, folder.toString());
        type.getMethod("setControllerListenerName", String.class).invoke(formatter, "CONTROLLER");
        type.getMethod("setReleaseVersion", version)
                .invoke(formatter, version.getMethod("latestProduction").invoke(null));
        type.getMethod("run").invoke(formatter);
    }

    private static Map<String, String> properties(String address, String controller, Path folder) {
        Map<String, String> all = new TreeMap<>();
        all.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@" + controller,
                "controller.listener.names", "CONTROLLER",
                "listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller,
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs", folder.toString()));
        // A lone broker cannot have the three replicas that these topics get by default, nor needs their 50 partitions.
        all.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                // Whatever transactionTimeout a pipeline has.
                "transaction.max.timeout.ms", Long.toString(Duration.ofDays(24).toMillis())));
        all.putAll(Map.of(
                "auto.create.topics.enable", "false",
                "group.initial.rebalance.delay.ms", "0",
                // Nothing is kept for long enough to be cleaned, and there is no other broker to hand over to.
                "log.cleaner.enable", "false",
                "controlled.shutdown.enable", "false",
                // An index takes 10 MB of a file system that has no sparse files.
                "log.index.size.max.bytes", "1048576",
                "num.network.threads", "1",
                "num.io.threads", "2",
                "background.threads", "2"));
        return all;
    }

    /** {@code HOST:PORT}. */
    String address() {
        return address;
    }

    /** Ends the broker. */
    @Override
    public void close() {
        try {
            server.getClass().getMethod("shutdown").invoke(server);
            server.getClass().getMethod("awaitShutdown").invoke(server);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The embedded Kafka broker does not end", e);
        }
    }
}
