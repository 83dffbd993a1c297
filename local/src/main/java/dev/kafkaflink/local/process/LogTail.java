package dev.kafkaflink.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log that may be large. */
final class LogTail {
    private static final int WINDOW_BYTES = 64 * 1024;

    private LogTail() {}

    /** The last {@code lines} lines, oldest first, of what was written after the byte {@code begin}. */
    static List<String> of(Path log, long begin, int lines) {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(begin, file.length() - WINDOW_BYTES);
            file.seek(start);
            byte[] window = new byte[(int) (file.length() - start)];
            file.readFully(window);
            List<String> all =
                    new String(window, StandardCharsets.UTF_8).lines().toList();
            return List.copyOf(all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the log " + log, e);
        }
    }
}
