package dev.kafkaflink.operator.edge.planner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** Lines of a stream, of which no more than a limit is kept: the other side may write without end. */
final class BoundedLines {
    private final Reader reader;
    private final int limit;

    /** @param limit the most characters kept of a line; the rest of it is passed over */
    BoundedLines(InputStream stream, int limit) {
        this.reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        this.limit = limit;
    }

    /** The next line, null at the end. */
    String next() throws IOException {
        var line = new StringBuilder();
        boolean any = false;
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            any = true;
            if (c == '\n') {
                return line.toString();
            }
            if (line.length() < limit) {
                line.append((char) c);
            }
        }
        return any ? line.toString() : null;
    }
}
