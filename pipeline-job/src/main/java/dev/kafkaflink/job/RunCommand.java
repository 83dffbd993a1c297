package dev.kafkaflink.job;

import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.JobParameters;
import dev.kafkaflink.crds.jobdef.StateFolder;
import dev.kafkaflink.job.connector.AbandonedTransactions;
import dev.kafkaflink.job.connector.TransactionTimeout;
import dev.kafkaflink.job.connector.source.Reading;
import dev.kafkaflink.job.definition.DefinitionFile;
import dev.kafkaflink.job.definition.ReleaseCheck;
import dev.kafkaflink.job.restore.NewestState;
import dev.kafkaflink.job.translate.Translation;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a pipeline on the Flink cluster whose client calls. */
final class RunCommand {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    private RunCommand() {}

    static void run(Arguments arguments) throws Exception {
        JobDefinition definition = DefinitionFile.read(arguments.definition());
        ReleaseCheck.require(definition, EnvironmentInformation.getVersion());
        if (arguments.definitionHash() != null) {
            DefinitionFile.requireHash(definition, arguments.definitionHash());
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        requireCheckpoints(definition, env);
        if (definition.delivery() == Delivery.ExactlyOnce) {
            TransactionTimeout.require(definition.kafka());
        }
        tellRevision(env, arguments.definitionHash());
        goOnFromTheNewest(env);
        StreamGraph graph = Translation.graph(definition, env, Reading.AS_DEFINED);
        AbandonedTransactions.abort(definition);
        env.execute(graph);
    }

    /** Has the job say over REST of which revision it is. */
    static void tellRevision(StreamExecutionEnvironment env, String definitionHash) {
        String revision = env.getConfiguration()
                .getOptional(
                        ConfigOptions.key(JobParameters.REVISION).stringType().noDefaultValue())
                .orElse(definitionHash);
        if (revision != null) {
            Map<String, String> parameters =
                    new HashMap<>(env.getConfig().getGlobalJobParameters().toMap());
            parameters.put(JobParameters.REVISION, revision);
            env.getConfig().setGlobalJobParameters(Configuration.fromMap(parameters));
        }
    }

    /** Says which state the job begins from where it is told to take the newest in its folder. */
    static void goOnFromTheNewest(StreamExecutionEnvironment env) throws IOException {
        Optional<String> told = env.getConfiguration().getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
        Optional<String> folder = told.flatMap(StateFolder::ofNewest);
        if (folder.isPresent()) {
            goOnFrom(env, NewestState.in(folder.get()));
        }
        Optional<Map.Entry<String, Instant>> since = told.flatMap(StateFolder::ofNewestSince);
        if (since.isPresent()) {
            Optional<String> newest =
                    NewestState.since(since.get().getKey(), since.get().getValue());
            if (newest.isPresent()) {
                goOnFrom(env, newest.get());
            } else {
                LOG.info("The job begins without any state: there is none of its pipeline in {}", told.get());
                beginEmpty(env);
            }
        }
    }

    private static void goOnFrom(StreamExecutionEnvironment env, String newest) {
        LOG.info("The job goes on from {}", newest);
        env.configure(new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, newest));
    }

    // What configure() is not given stays as it was set before, and an empty path is a path to Flink.
    private static void beginEmpty(StreamExecutionEnvironment env) {
        if (!(env.getConfiguration() instanceof Configuration own)
                || !own.removeConfig(StateRecoveryOptions.SAVEPOINT_PATH)) {
            throw new IllegalStateException("this version of Flink does not let a job leave out its savepoint");
        }
    }

    /** Without checkpoints no transaction is ever committed: the job would run and its output stay empty. */
    private static void requireCheckpoints(JobDefinition definition, StreamExecutionEnvironment env) {
        boolean enabled = env.getCheckpointConfig().isCheckpointingEnabled();
        if (!enabled && definition.delivery() == Delivery.ExactlyOnce) {
            throw new IllegalArgumentException(
                    "delivery ExactlyOnce commits with checkpoints, but there are none: set execution.checkpointing.interval");
        }
    }
}
