package dev.kafkaflink.cli.pipeline;

import com.fasterxml.jackson.core.JsonPointer;
import dev.kafkaflink.cli.yaml.Place;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Something that is wrong in a file.
 *
 * @param file the file, as it was named
 * @param place where in it
 * @param field which field of the resource it is about; empty: the whole resource, or the file itself
 * @param message fact and remedy, on one line, without the place
 */
public record FileProblem(Path file, Place place, JsonPointer field, String message) {
    /** The order in which they are told: as they stand in the file. */
    public static final Comparator<FileProblem> BY_PLACE =
            Comparator.comparing(FileProblem::place).thenComparing(FileProblem::message);

    /** Place and message, as compilers say it and editors read it. */
    public String text() {
        return "%s:%d:%d: %s".formatted(file, place.line(), place.column(), message);
    }
}
