package dev.kafkaflink.job;

import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.job.definition.DefinitionFile;
import dev.kafkaflink.job.translate.Translation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs a pipeline on the Flink cluster whose client calls. */
final class RunCommand {
    private RunCommand() {}

    static void run(Arguments arguments) throws Exception {
        JobDefinition definition = DefinitionFile.read(arguments.definition());
        if (arguments.definitionHash() != null) {
            DefinitionFile.requireHash(definition, arguments.definitionHash());
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        requireCheckpoints(definition, env);
        Translation.add(definition, env);
        env.execute(definition.pipeline());
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
