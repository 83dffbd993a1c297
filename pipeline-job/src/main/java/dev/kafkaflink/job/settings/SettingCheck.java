package dev.kafkaflink.job.settings;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanReport.Problem;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.executiongraph.failover.RestartBackoffTimeStrategyFactoryLoader;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;

/** Asks Flink's own code whether a job could start with its settings, before a job that runs is stopped for them. */
public final class SettingCheck {
    /** Those of Flink's plugins and of Hadoop, which the job's image may have though the planner has not. */
    private static final Set<String> SCHEMES = Set.of(
            "abfs", "abfss", "file", "gs", "hdfs", "oss", "s3", "s3a", "s3p", "viewfs", "wasb", "wasbs", "webhdfs");

    private static final Set<String> STATE_BACKENDS = Set.of("filesystem", "hashmap", "jobmanager", "rocksdb");

    private final Configuration configuration;
    private final List<Problem> problems = new ArrayList<>();

    private SettingCheck(Map<String, String> settings) {
        this.configuration = Configuration.fromMap(settings);
    }

    /**
     * All that is wrong.
     *
     * @param settings Flink's; those of the definition are not looked at
     * @param checkpointDirectory null: none is asked about
     */
    public static List<Problem> of(Map<String, String> settings, String checkpointDirectory) {
        SettingCheck check = new SettingCheck(settings);
        check.values(settings);
        if (!settings.isEmpty() && check.problems.isEmpty()) {
            check.memory();
            check.restarts();
            check.stateBackend();
        }
        if (checkpointDirectory != null) {
            check.scheme(checkpointDirectory);
        }
        return check.problems;
    }

    private void values(Map<String, String> settings) {
        new TreeMap<>(settings).forEach((key, value) -> {
            if (!key.startsWith(JobDefinition.TABLE_OPTION)) {
                FlinkOptions.onTheClassPath().problem(key, value).ifPresent(message -> add(setting(key), message));
            }
        });
    }

    /** Flink divides the memory of its processes when they start, and ends them if it cannot. */
    private void memory() {
        attempt(
                setting(JobManagerOptions.TOTAL_PROCESS_MEMORY.key()),
                () -> JobManagerProcessUtils.processSpecFromConfig(configuration));
        attempt(
                setting(TaskManagerOptions.TOTAL_PROCESS_MEMORY.key()),
                () -> TaskExecutorProcessUtils.processSpecFromConfig(configuration));
    }

    private void restarts() {
        attempt(
                "flinkConfiguration",
                () -> RestartBackoffTimeStrategyFactoryLoader.createRestartBackoffTimeStrategyFactory(
                                configuration, configuration, true)
                        .create());
    }

    /** A name that Flink does not know is taken for a class. */
    private void stateBackend() {
        configuration
                .getOptional(StateBackendOptions.STATE_BACKEND)
                .filter(name -> !STATE_BACKENDS.contains(name.toLowerCase(Locale.ROOT)) && !name.contains("."))
                .ifPresent(name -> add(
                        setting(StateBackendOptions.STATE_BACKEND.key()),
                        "Flink has no state backend '%s'; use one of %s"
                                .formatted(name, String.join(", ", new TreeSet<>(STATE_BACKENDS)))));
    }

    /** Whether Flink, one of its plugins or Hadoop could serve the folder. */
    private void scheme(String directory) {
        try {
            URI uri = URI.create(directory);
            if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme())) {
                FileSystem.getUnguardedFileSystem(uri);
            }
        } catch (UnsupportedFileSystemSchemeException e) {
            add(
                    "checkpointDirectory",
                    "no file system of Flink serves '%s'; use one of %s, whose plugin is in the job's image"
                            .formatted(directory, String.join(", ", new TreeSet<>(SCHEMES))));
        } catch (IllegalArgumentException e) {
            add("checkpointDirectory", "'%s' is no URI: %s".formatted(directory, e.getMessage()));
        } catch (IOException e) {
            // Flink knows the scheme; whether this folder is there is for the job's own pods to say.
            return;
        }
    }

    private void attempt(String path, Runnable step) {
        try {
            step.run();
        } catch (IllegalConfigurationException | IllegalArgumentException e) {
            add(
                    path,
                    "Flink refuses it: "
                            + e.getMessage().replaceAll("\\s+", " ").replaceAll("\\.$", ""));
        }
    }

    private static String setting(String key) {
        return "flinkConfiguration[" + key + "]";
    }

    private void add(String path, String message) {
        problems.add(new Problem(path, null, null, null, message));
    }
}
