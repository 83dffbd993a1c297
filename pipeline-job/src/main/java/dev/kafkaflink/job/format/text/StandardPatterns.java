package dev.kafkaflink.job.format.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The patterns that need not be defined, from a file that says where their names come from. */
final class StandardPatterns {
    /** By name. */
    static final Map<String, String> ALL = Collections.unmodifiableMap(load());

    private StandardPatterns() {}

    private static Map<String, String> load() {
        Map<String, String> patterns = new TreeMap<>();
        try (InputStream file = StandardPatterns.class.getResourceAsStream("standard.grok")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(line -> {
                        int space = line.indexOf(' ');
                        patterns.put(line.substring(0, space), line.substring(space + 1));
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("the standard patterns are part of the jar", e);
        }
        return patterns;
    }
}
