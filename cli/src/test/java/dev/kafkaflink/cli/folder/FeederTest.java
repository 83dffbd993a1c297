package dev.kafkaflink.cli.folder;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.cli.console.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeederTest {
    @TempDir
    private Path folder;

    @Test
    void saysWhichLineIsNoBase64() throws Exception {
        Path file = folder.resolve("orders.base64");
        Files.writeString(file, "{\"id\": 1}\n");

        assertThatThrownBy(() -> new Feeder(progress -> {}).feed("127.0.0.1:1", file, "orders", 1))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith(
                        file + ":1: this is no base64, which the file is by its name: VALUE or KEY<TAB>VALUE,"
                                + " each in base64: Illegal base64 character");
    }
}
