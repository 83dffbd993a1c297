package dev.kafkaflink.cli.deadletters;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that choose some of the dead letters. All that are given must hold. */
final class SelectionOptions implements Predicate<DeadLetter> {
    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Only those whose error has this in it; upper and lower case are the same.")
    private String reason;

    @Option(names = "--stage", paramLabel = "STAGE", description = "Only those of this stage, such as source.flights.")
    private String stage;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Time.class,
            description = "Only those written at this time or later, such as 2026-01-31T12:00Z; without a zone it is"
                    + " the local time.")
    private Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = Time.class,
            description = "Only those written before this time.")
    private Instant until;

    @Option(
            names = "--at",
            paramLabel = "PARTITION:OFFSET",
            split = ",",
            converter = At.class,
            description = "Only those at these places of the dead-letter topic, separated by commas.")
    private List<DeadLetter.Place> places;

    @Override
    public boolean test(DeadLetter letter) {
        return (reason == null || letter.error().toLowerCase(Locale.ROOT).contains(reason.toLowerCase(Locale.ROOT)))
                && (stage == null || letter.stage().equals(stage))
                && (since == null || !letter.written().isBefore(since))
                && (until == null || letter.written().isBefore(until))
                && (places == null || places.contains(letter.place()));
    }

    static final class At implements ITypeConverter<DeadLetter.Place> {
        @Override
        public DeadLetter.Place convert(String text) {
            try {
                return DeadLetter.Place.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    static final class Time implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return text.matches(".*T.*([Zz]|[+-][0-9:]+)")
                        ? OffsetDateTime.parse(text).toInstant()
                        : LocalDateTime.parse(text)
                                .atZone(ZoneId.systemDefault())
                                .toInstant();
            } catch (DateTimeException e) {
                throw new TypeConversionException(
                        "'%s' is no time; write it as 2026-01-31T12:00 or 2026-01-31T12:00Z".formatted(text));
            }
        }
    }
}
