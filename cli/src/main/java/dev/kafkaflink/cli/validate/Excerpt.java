package dev.kafkaflink.cli.validate;

import dev.kafkaflink.cli.yaml.Place;
import java.util.List;

/** A line of a file with a mark below the place that a problem is about. */
final class Excerpt {
    /** A longer line would be wrapped, and the mark stand below another place. */
    private static final int WIDTH = 110;

    private Excerpt() {}

    /** Two lines of text; none where the file has no such line. */
    static List<String> of(List<String> lines, Place place) {
        if (place.line() > lines.size() || lines.get(place.line() - 1).isBlank()) {
            return List.of();
        }
        String line = lines.get(place.line() - 1).replace('\t', ' ');
        int mark = Math.min(place.column() - 1, line.length());
        int skipped = Math.max(0, mark - WIDTH / 2);
        String shown = line.substring(skipped, Math.min(line.length(), skipped + WIDTH));
        String margin = "%6d | ".formatted(place.line());
        return List.of(margin + shown, " ".repeat(margin.length() - 2) + "| " + " ".repeat(mark - skipped) + "^");
    }
}
