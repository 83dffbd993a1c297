package dev.kafkaflink.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void aSavepointThatIsNamedIsLeftAsItIs() throws IOException {
        assertThat(restored("execution.savepoint.path", "s3://lake/savepoint-1").getRestorePath())
                .isEqualTo("s3://lake/savepoint-1");
        assertThat(restored("execution.state-recovery.path", "KUBERNETES_OPERATOR_LAST_STATE")
                        .getRestorePath())
                .isEqualTo("KUBERNETES_OPERATOR_LAST_STATE");
        assertThat(restored("parallelism.default", "1").restoreSavepoint()).isFalse();
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
