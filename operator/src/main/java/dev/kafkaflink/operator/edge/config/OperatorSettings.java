package dev.kafkaflink.operator.edge.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The operator's own settings. Each is set as an environment variable ({@code KAFKAFLINK_PLANNER_TIMEOUT}), as a system
 * property ({@code -Dkafkaflink.planner.timeout}) or in {@code config/application.properties} beside the operator.
 * {@link SettingsCheck} refuses bad values when the operator starts.
 */
@ConfigMapping(prefix = "kafkaflink")
public interface OperatorSettings {

    /** The container image of jobs whose pipeline names none. */
    @WithDefault("kafkaflink/pipeline-job:0.1.0")
    String image();

    /**
     * A folder, as a URI that all Flink processes reach, below which the checkpoints of pipelines lie that name no folder;
     * absent: such pipelines are refused.
     */
    Optional<String> checkpointDirectory();

    /** The ServiceAccount of Flink's pods where the pipeline names none. */
    @WithDefault("flink")
    String flinkServiceAccount();

    /** The address of a job's REST interface; {@code {name}} and {@code {namespace}} stand for those of the pipeline. */
    @WithDefault("http://{name}-rest.{namespace}:8081")
    String flinkRestUrl();

    /** Flink settings of every job; a pipeline's own come before them. */
    Map<String, String> flinkConfiguration();

    /** The namespaces in which Strimzi's Kafkas and topics are looked for; absent: all. */
    Optional<Set<String>> kafkaNamespaces();

    /** How long a Kafka cluster may take to say which topics it has and which cluster it is. */
    @WithDefault("5s")
    Duration kafkaTimeout();

    /** How schema registries are asked for the columns of sources that list none. */
    SchemaRegistry schemaRegistry();

    /** The planner's child process. */
    Planner planner();

    /** How jobs are measured. */
    Metrics metrics();

    /** What is written into the status. */
    Status status();

    /** One operator acts at a time. */
    LeaderElection leaderElection();

    /** The operator's log. */
    Log log();

    /** How schema registries are asked for the columns of sources that list none. */
    interface SchemaRegistry {

        /** The time after which a registry is asked again whether it has a newer schema. */
        @WithDefault("1m")
        Duration interval();

        /** How long one answer may take. */
        @WithDefault("10s")
        Duration timeout();
    }

    /** The child process that plans queries. */
    interface Planner {

        /** The {@code java} that it runs on; absent: the operator's own. */
        Optional<Path> java();

        /** Its class path, as {@code java -cp} takes it. */
        @WithDefault("/opt/kafkaflink/planner/*")
        String classPath();

        /** Its heap, as {@code java -Xmx} takes it. */
        @WithDefault("384m")
        String heap();

        /** How long one definition may take, the start of the process included. */
        @WithDefault("60s")
        Duration timeout();

        /** The process ends when it had nothing to do for so long. */
        @WithDefault("2m")
        Duration idle();
    }

    /** How jobs are measured. */
    interface Metrics {

        /** Time between two measurements of a job. Flink itself refreshes its figures every 10 seconds. */
        @WithDefault("10s")
        Duration interval();

        /** How long one answer of a job manager may take. */
        @WithDefault("5s")
        Duration timeout();
    }

    /** What is written into the status. */
    interface Status {

        /** The least time between two writes of a status in which only figures have changed. */
        @WithDefault("30s")
        Duration metricsInterval();
    }

    /** Leader election by a Lease in the operator's namespace. */
    interface LeaderElection {

        /** Whether this operator waits for its turn; needed when more than one runs. */
        @WithDefault("false")
        boolean enabled();

        /** The Lease's name. */
        @WithDefault("kafkaflink-operator")
        String leaseName();

        /** The Lease's namespace; absent: the namespace that the operator runs in. */
        Optional<String> leaseNamespace();
    }

    /** The operator's log. */
    interface Log {

        /** Whether it is written as JSON, an object a line. */
        @WithDefault("false")
        boolean json();
    }
}
