package dev.kafkaflink.cli.yaml;

import java.util.Comparator;

/** A place in a file; line and column count from 1. */
public record Place(int line, int column) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparingInt(Place::line).thenComparingInt(Place::column);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
