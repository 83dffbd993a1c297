package dev.kafkaflink.cli.folder;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The lines of a file as bytes; only a line feed ends a line, so that a carriage return stays. */
public final class LineInput implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final InputStream input;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long read;

    public LineInput(Path file) throws IOException {
        this.input = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    }

    /** The next line without its end, or null after the last. */
    public byte[] next() throws IOException {
        line.reset();
        int next = input.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = input.read();
        }
        read += line.size() + 1L;
        return line.toByteArray();
    }

    /** Bytes read so far. */
    public long position() {
        return read;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
