package dev.kafkaflink.cli.engine;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.job.connector.source.Reading;
import dev.kafkaflink.job.translate.Translation;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster in this JVM. Thread-safe. */
final class MiniFlink implements AutoCloseable {
    private final MiniCluster cluster;
    private final Path folder;

    private MiniFlink(MiniCluster cluster, Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    /**
     * Starts a cluster.
     *
     * @param slots how many jobs can run at a time
     * @param folder where its files go
     */
    static MiniFlink start(int slots, Path folder) {
        Configuration configuration = new Configuration();
        configuration.setString("rest.port", "0");
        configuration.setString("rest.bind-address", "127.0.0.1");
        configuration.setString("jobmanager.bind-host", "127.0.0.1");
        configuration.setString("taskmanager.bind-host", "127.0.0.1");
        configuration.setString("io.tmp.dirs", folder.toString());
        configuration.setString("web.tmpdir", folder.toString());
        configuration.setString("web.upload.dir", folder.resolve("upload").toString());
        configuration.setString("taskmanager.memory.managed.size", 32 * slots + "m");
        configuration.setString("taskmanager.memory.network.min", "32m");
        configuration.setString("taskmanager.memory.network.max", "32m");
        configuration.setString("metrics.reporter.live.factory.class", LiveMetrics.Factory.class.getName());
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .setConfiguration(configuration)
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            throw new IllegalStateException("Flink does not start: " + e.getMessage(), e);
        }
        return new MiniFlink(cluster, folder);
    }

    /**
     * Plans a pipeline and starts its job.
     *
     * @param definition one that nothing is wrong with
     */
    Job submit(JobDefinition definition, Reading reading) throws InterruptedException {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings(reading));
        JobGraph graph = Translation.graph(definition, env, reading).getJobGraph();
        try {
            JobID id = cluster.submitJob(graph).get().getJobID();
            return new Job(cluster, id);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Flink does not take the job: " + e.getCause(), e.getCause());
        }
    }

    private Configuration settings(Reading reading) {
        Configuration settings = new Configuration();
        settings.setString("parallelism.default", "1");
        // Every operator must have a UID of ours.
        settings.setString("pipeline.auto-generate-uids", "false");
        // A failure is told as it happens; what made it fail will not be another the next time.
        settings.setString("restart-strategy.type", "disable");
        // Results are committed with checkpoints: so long do they wait, and a job that has read everything for its end.
        settings.setString("execution.checkpointing.interval", reading.toPresentEnd() ? "100ms" : "500ms");
        settings.setString(
                "execution.checkpointing.dir",
                folder.resolve("checkpoints").toUri().toString());
        settings.setString("state.backend.type", "hashmap");
        return settings;
    }

    @Override
    public void close() {
        try {
            cluster.close();
        } catch (Exception e) {
            throw new IllegalStateException("Flink does not end: " + e.getMessage(), e);
        }
    }
}
