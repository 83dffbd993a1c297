package dev.kafkaflink.local.kafka;

import java.io.PrintStream;

/**
 * The broker process's main class: formats the storage if need be, then runs Kafka. Both in one JVM, because a second
 * one would add its start to the broker's. Kafka is reached by name, for its server is on this process's class path
 * alone and not on the module's.
 *
 * <p>Arguments: the broker's properties file, and the cluster's id.
 */
public final class KafkaLauncher {
    private KafkaLauncher() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        String properties = arguments[0];
        String[] format = {"format", "--ignore-formatted", "--config", properties, "--cluster-id", arguments[1]};
        Object exitCode = Class.forName("kafka.tools.StorageTool")
                .getMethod("execute", String[].class, PrintStream.class)
                .invoke(null, format, System.out);
        if (!exitCode.equals(0)) {
            System.exit((int) exitCode);
        }
        Class.forName("kafka.Kafka").getMethod("main", String[].class).invoke(null, (Object) new String[] {properties});
    }
}
