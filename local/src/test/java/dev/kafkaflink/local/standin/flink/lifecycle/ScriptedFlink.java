package dev.kafkaflink.local.standin.flink.lifecycle;

import dev.kafkaflink.local.standin.flink.lifecycle.Facts.Container;
import dev.kafkaflink.local.standin.flink.lifecycle.Facts.HaMetadata;
import dev.kafkaflink.local.standin.flink.lifecycle.Facts.Rest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * A Flink cluster that does as a script says. A script has a part for each start, parted by semicolons; the last one
 * serves all further starts. A part is words, one per look of the operator; at a bar the looks see the same until the
 * next act.
 */
final class ScriptedFlink {
    private final Deque<String> starts;
    private Deque<String> words = new ArrayDeque<>();
    private Facts facts = Facts.NOTHING;
    private boolean highlyAvailable;
    private int savepoints;

    ScriptedFlink(String script) {
        this.starts = new ArrayDeque<>(Arrays.asList(script.split(";")));
    }

    Facts look() {
        return facts;
    }

    /** Time passes. */
    boolean advance() {
        if (words.isEmpty() || words.peek().equals("|")) {
            return false;
        }
        facts = factsFor(words.poll());
        return true;
    }

    /** Something is done to the resource or to its pods. */
    void act() {
        if ("|".equals(words.peek())) {
            words.poll();
            advance();
        }
    }

    Outcome perform(Action action) {
        if (action instanceof Action.Start start) {
            return start(start);
        }
        if (action instanceof Action.StopWithSavepoint stop) {
            return stop(stop);
        }
        if (action instanceof Action.TriggerSavepoint) {
            savepoints++;
            facts = facts(facts.container(), facts.rest(), facts.haMetadata());
            return Outcome.done("trigger-" + savepoints);
        }
        if (action instanceof Action.Delete delete) {
            words.clear();
            HaMetadata kept = delete.keepHaMetadata() ? facts.haMetadata() : HaMetadata.NONE;
            facts = facts(Container.ABSENT, new Rest.Unreachable(), kept);
        }
        return Outcome.done();
    }

    private Outcome start(Action.Start start) {
        if (start.spec().memory("taskManager").orElse("").equals("200m")) {
            return new Outcome.Failed(ErrorText.configuration("TaskManager memory configuration failed", "too little"));
        }
        highlyAvailable = start.spec().usesKubernetesHa();
        String part = starts.size() > 1 ? starts.poll() : starts.peek();
        words = new ArrayDeque<>(Arrays.asList(part.strip().split("\\s+")));
        facts = facts(Container.STARTING, new Rest.Unreachable(), facts.haMetadata());
        return Outcome.done();
    }

    private Outcome stop(Action.StopWithSavepoint stop) {
        if (stop.running().configuration().get("state.savepoints.dir").contains("/proc/")) {
            return new Outcome.Failed(ErrorText.savepoint("java.io.IOException: not writable\n\tat x"));
        }
        facts = facts(Container.PORT_OPEN, facts.rest(), HaMetadata.NONE);
        return Outcome.done("file:/savepoint-" + ++savepoints);
    }

    private Facts factsFor(String word) {
        HaMetadata kept = highlyAvailable ? HaMetadata.WITH_CHECKPOINT : HaMetadata.NONE;
        HaMetadata empty = highlyAvailable ? HaMetadata.WITHOUT_CHECKPOINT : HaMetadata.NONE;
        return switch (word) {
            case "starting", "died" -> facts(Container.STARTING, new Rest.Unreachable(), facts.haMetadata());
            case "pending!" ->
                new Facts(
                        Container.STARTING,
                        Optional.empty(),
                        true,
                        new Rest.Unreachable(),
                        HaMetadata.NONE,
                        Map.of(),
                        Optional.empty());
            case "open" -> facts(Container.PORT_OPEN, new Rest.Unreachable(), facts.haMetadata());
            case "image!" -> waiting("ErrImagePull", true);
            case "image" -> waiting("ErrImagePull", false);
            case "crashes" -> waiting("CrashLoopBackOff", false);
            case "absent" -> facts(Container.ABSENT, new Rest.TimedOut(), facts.haMetadata());
            case "nojob" -> facts(Container.PORT_OPEN, new Rest.NoJob(), HaMetadata.NONE);
            case "failed", "finished" -> facts(Container.PORT_OPEN, job(word), HaMetadata.NONE);
            case "restarting", "created" -> facts(Container.PORT_OPEN, job(word), empty);
            case "running" -> facts(Container.PORT_OPEN, job(word), kept);
            default -> throw new IllegalArgumentException(word);
        };
    }

    private static Rest job(String word) {
        JobState state = JobState.valueOf(word.toUpperCase(java.util.Locale.ROOT));
        Optional<ErrorText> failure = state == JobState.FAILED
                ? Optional.of(ErrorText.job("java.lang.RuntimeException: thrown\n\tat x\nCaused by: y: z"))
                : Optional.empty();
        return new Rest.Job(state, "job", 1_000, failure, Optional.empty());
    }

    private static Facts waiting(String reason, boolean neverStarted) {
        return new Facts(
                Container.WAITING,
                Optional.of(ErrorText.deployment(reason, "it waits")),
                neverStarted,
                new Rest.Unreachable(),
                HaMetadata.NONE,
                Map.of(),
                Optional.empty());
    }

    private Facts facts(Container container, Rest rest, HaMetadata haMetadata) {
        Optional<Facts.Savepoint> savepoint =
                savepoints == 0 ? Optional.empty() : Optional.of(new Facts.Savepoint(Optional.of("file:/savepoint")));
        return new Facts(
                container, Optional.empty(), false, rest, haMetadata, Map.of("flink-version", "1.20.3"), savepoint);
    }
}
