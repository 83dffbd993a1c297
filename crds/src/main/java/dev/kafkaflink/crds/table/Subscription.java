package dev.kafkaflink.crds.table;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * The topics that a source reads.
 *
 * @param topics by name; empty: those that match the pattern
 * @param pattern a regular expression of Java that matches a topic's whole name; null: those that are named
 */
public record Subscription(List<String> topics, String pattern) implements Serializable {
    public Subscription {
        topics = List.copyOf(topics);
    }

    /** That of a source which says one of the three. */
    public static Subscription of(String topic, List<String> topics, String pattern) {
        return new Subscription(
                Stream.concat(Stream.ofNullable(topic), topics.stream())
                        .distinct()
                        .toList(),
                pattern);
    }

    /** Whether a topic is read. A pattern that is none matches nothing. */
    public boolean includes(String topic) {
        return topics.contains(topic) || pattern != null && problem().isEmpty() && Pattern.matches(pattern, topic);
    }

    /** What is wrong with the pattern. */
    public Optional<String> problem() {
        try {
            if (pattern != null) {
                Pattern.compile(pattern);
            }
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("is no regular expression of Java: %s%s"
                    .formatted(
                            e.getDescription(),
                            e.getIndex() < 0 ? "" : " near character " + Math.min(e.getIndex() + 1, pattern.length())));
        }
    }

    /** The topics for a person: {@code topic orders}, {@code topics a, b} or {@code topics like 'orders-.*'}. */
    public String text() {
        if (pattern != null) {
            return "topics like '" + pattern + "'";
        }
        return (topics.size() == 1 ? "topic " : "topics ") + String.join(", ", topics);
    }

    /** The same by other names: each topic's, and what the name of each that matches the pattern begins with. */
    public Subscription prefixed(String prefix) {
        return new Subscription(
                topics.stream().map(topic -> prefix + topic).toList(),
                pattern == null ? null : Pattern.quote(prefix) + "(?:" + pattern + ")");
    }
}
