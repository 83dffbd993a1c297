package dev.kafkaflink.cli.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.crds.jobdef.DeadLetters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterLineTest {
    @TempDir
    private Path folder;

    @Test
    void objectsTextsBytesAndNothingAreWritten() {
        assertThat(line("wrong\nstack", "{\"a\": 1}".getBytes(UTF_8)))
                .isEqualTo("{\"reason\":\"wrong\",\"value\":{\"a\":1}}");
        assertThat(line("wrong", "{\"a\":".getBytes(UTF_8)))
                .isEqualTo("{\"reason\":\"wrong\",\"value\":\"{\\\"a\\\":\"}");
        assertThat(line("wrong", new byte[] {(byte) 0xff}))
                .isEqualTo("{\"reason\":\"wrong\",\"value\":{\"base64\":\"/w==\"}}");
        assertThat(line("wrong", null)).isEqualTo("{\"reason\":\"wrong\",\"value\":null}");
        assertThat(line("wrong in test-1--a", null)).isEqualTo("{\"reason\":\"wrong in a\",\"value\":null}");
    }

    @Test
    void anObjectMayBeWrittenAsItsText() throws IOException {
        Path file = Files.writeString(
                folder.resolve("dead-letters.jsonl"), "{\"value\": \"{\\\"a\\\": 1}\", \"reason\": \"wrong\"}\n");

        assertThat(DeadLetterLine.read(file))
                .extracting(InputLine::canonical)
                .containsExactly(of("wrong", "{\"a\":1}".getBytes(UTF_8)).canonical());
    }

    @Test
    void aLineOfAnotherShapeIsNamed() throws IOException {
        Path file = Files.writeString(
                folder.resolve("dead-letters.jsonl"),
                "{\"reason\": \"wrong\", \"value\": 1}\n{\"reason\": \"wrong\", \"valu\": 1}\n");

        assertThatThrownBy(() -> DeadLetterLine.read(file))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith(file + ":2: write an expected dead letter as ");
    }

    private static String line(String error, byte[] value) {
        return new String(of(error, value).toLine(), UTF_8);
    }

    private static InputLine of(String error, byte[] value) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("letters", 0, 0, null, value);
        record.headers().add(DeadLetters.Headers.ERROR, error.getBytes(UTF_8));
        return DeadLetterLine.of(record, reason -> reason.replace("test-1--", ""));
    }
}
