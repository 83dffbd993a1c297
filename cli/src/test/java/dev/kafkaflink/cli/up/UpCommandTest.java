package dev.kafkaflink.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.local.standin.flink.FlinkOperatorSettings.Timing;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class UpCommandTest {
    @Test
    void theFlinkOperatorIsQuickUnlessItIsToBeAsSlowAsOnACluster() {
        assertThat(options("FOLDER").timing()).isEqualTo(Timing.QUICK);

        Timing real = options("FOLDER", "--real-timing").timing();

        assertThat(real.progress()).isEqualTo(Duration.ofSeconds(5));
        assertThat(real.reconcile()).isEqualTo(Duration.ofSeconds(15));
    }

    private static UpOptions options(String... arguments) {
        var command = new UpCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.options();
    }
}
