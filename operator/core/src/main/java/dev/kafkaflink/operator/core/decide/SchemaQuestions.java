package dev.kafkaflink.operator.core.decide;

import dev.kafkaflink.crds.v1alpha1.SourceSpec;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.SchemaLook;
import dev.kafkaflink.operator.core.model.SchemaLook.Question;
import dev.kafkaflink.operator.core.resolve.DerivedColumns;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What schema registries are to be asked of the sources that list no columns, and when. */
final class SchemaQuestions {
    private static final Duration AGAIN_WITHOUT_ANSWER = Duration.ofSeconds(30);

    private SchemaQuestions() {}

    /** What is due, by source. */
    static Map<String, Question> of(Observed observed, Instant now) {
        Map<String, Question> due = new TreeMap<>();
        for (SourceSpec source : DerivedColumns.sources(observed)) {
            if (!dueAt(observed, source, now).isAfter(now)) {
                due.put(source.name(), DerivedColumns.toAsk(observed, source));
            }
        }
        return due;
    }

    /** The time until the next one is due that is not due yet; empty: there is none. */
    static Optional<Duration> next(Observed observed, Instant now) {
        return DerivedColumns.sources(observed).stream()
                .map(source -> dueAt(observed, source, now))
                .filter(at -> at.isAfter(now))
                .min(Comparator.naturalOrder())
                .map(at -> Duration.between(now, at));
    }

    private static Instant dueAt(Observed observed, SourceSpec source, Instant now) {
        Duration interval = observed.defaults().registryInterval();
        boolean urgent = DerivedColumns.of(observed, source).isEmpty() && interval.compareTo(AGAIN_WITHOUT_ANSWER) > 0;
        return DerivedColumns.look(observed, source.name(), DerivedColumns.toAsk(observed, source))
                .map(SchemaLook::at)
                .map(at -> at.plus(urgent ? AGAIN_WITHOUT_ANSWER : interval))
                .orElse(now);
    }
}
