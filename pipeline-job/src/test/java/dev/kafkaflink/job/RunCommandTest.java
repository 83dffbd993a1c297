package dev.kafkaflink.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    @TempDir
    Path folder;

    @Test
    void aJobThatIsToldToGoesOnFromTheNewestStateInItsFolder() throws IOException {
        Path checkpoint = folder.resolve("checkpoints/915dccd80102e3ed1217f21bfdc7a8d8/chk-7");
        Files.createDirectories(checkpoint);
        Files.writeString(checkpoint.resolve("_metadata"), "whole");

        // As the Flink operator writes it, which knows the setting by its old name.
        var restored = restored("execution.savepoint.path", "file://" + folder + "/newest");

        assertThat(restored.getRestorePath()).isEqualTo("file:" + checkpoint);
        assertThat(restored.allowNonRestoredState()).isTrue();
    }

    @Test
    void aJobOfWhichNoStateWasSeenBeginsFromWhatItsPipelineKeptOrFromNothing() throws IOException {
        String since = "file://" + folder + "/newest-since-1763812800";
        assertThat(restored("execution.savepoint.path", since).restoreSavepoint())
                .isFalse();

        Path checkpoint = folder.resolve("checkpoints/915dccd80102e3ed1217f21bfdc7a8d8/chk-7");
        Files.createDirectories(checkpoint);
        Path metadata = Files.writeString(checkpoint.resolve("_metadata"), "whole");
        Files.setLastModifiedTime(metadata, FileTime.from(Instant.ofEpochSecond(1763812799)));
        assertThat(restored("execution.savepoint.path", since).restoreSavepoint())
                .as("what a pipeline of the same name kept before")
                .isFalse();

        Files.setLastModifiedTime(metadata, FileTime.from(Instant.ofEpochSecond(1763812800)));
        assertThat(restored("execution.savepoint.path", since).getRestorePath()).isEqualTo("file:" + checkpoint);
    }

    @Test
    void aSavepointThatIsNamedIsLeftAsItIs() throws IOException {
        assertThat(restored("execution.savepoint.path", "s3://lake/savepoint-1").getRestorePath())
                .isEqualTo("s3://lake/savepoint-1");
        assertThat(restored("execution.state-recovery.path", "KUBERNETES_OPERATOR_LAST_STATE")
                        .getRestorePath())
                .isEqualTo("KUBERNETES_OPERATOR_LAST_STATE");
        assertThat(restored("parallelism.default", "1").restoreSavepoint()).isFalse();
    }

    @Test
    void aJobSaysOfWhichRevisionItIs() {
        assertThat(parameters(Map.of(), "1a2b")).containsEntry("kafkaflink.revision", "1a2b");
        assertThat(parameters(Map.of("kafkaflink.revision", "3c4d"), "1a2b"))
                .containsEntry("kafkaflink.revision", "3c4d");
        assertThat(parameters(Map.of("pipeline.global-job-parameters", "mine:1"), "1a2b"))
                .containsEntry("mine", "1")
                .containsEntry("kafkaflink.revision", "1a2b");
        assertThat(parameters(Map.of(), null)).isEmpty();
    }

    private static Map<String, String> parameters(Map<String, String> settings, String definitionHash) {
        var env = StreamExecutionEnvironment.getExecutionEnvironment(Configuration.fromMap(settings));

        RunCommand.tellRevision(env, definitionHash);

        return env.getConfig().getGlobalJobParameters().toMap();
    }

    private static SavepointRestoreSettings restored(String key, String value) throws IOException {
        var configuration = new Configuration();
        configuration.setString(key, value);
        configuration.setString("execution.savepoint.ignore-unclaimed-state", "true");
        var env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);

        RunCommand.goOnFromTheNewest(env);

        env.fromData(1).sinkTo(new DiscardingSink<>());
        return env.getStreamGraph().getSavepointRestoreSettings();
    }
}
