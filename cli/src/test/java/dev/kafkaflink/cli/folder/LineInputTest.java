package dev.kafkaflink.cli.folder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineInputTest {
    @TempDir
    private Path folder;

    @Test
    void onlyALineFeedEndsALine() throws IOException {
        assertThat(lines("one\r\n\ntwo\u0085three\n")).containsExactly("one\r", "", "two\u0085three");
    }

    @Test
    void lastLineNeedsNoEnd() throws IOException {
        assertThat(lines("one\ntwo")).containsExactly("one", "two");
    }

    @Test
    void emptyFileHasNoLines() throws IOException {
        assertThat(lines("")).isEmpty();
    }

    private List<String> lines(String content) throws IOException {
        Path file = Files.write(folder.resolve("lines"), content.getBytes(ISO_8859_1));
        List<String> lines = new ArrayList<>();
        try (LineInput input = new LineInput(file)) {
            for (byte[] line = input.next(); line != null; line = input.next()) {
                lines.add(new String(line, ISO_8859_1));
            }
        }
        return lines;
    }
}
