package dev.kafkaflink.cli.test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What came of the test that a folder is.
 *
 * @param folder as it was named
 * @param time how long it took
 * @param problems what kept it from having results; empty: nothing
 * @param outcomes of its topics, and of its dead letters
 * @param changes what was written into {@code expected/}
 */
record FolderResult(
        Path folder, Duration time, List<String> problems, List<TopicOutcome> outcomes, List<String> changes) {
    /** The ends that a test can come to. */
    enum Verdict {
        PASS,
        FAIL,
        /** It did not come as far as to have results. */
        ERROR
    }

    FolderResult {
        problems = List.copyOf(problems);
        outcomes = List.copyOf(outcomes);
        changes = List.copyOf(changes);
    }

    Verdict verdict() {
        if (!problems.isEmpty()) {
            return Verdict.ERROR;
        }
        return changes.isEmpty() && differing().findAny().isPresent() ? Verdict.FAIL : Verdict.PASS;
    }

    /** What a person needs to know beside the verdict. */
    List<String> lines() {
        if (!problems.isEmpty()) {
            return problems;
        }
        return changes.isEmpty()
                ? differing().flatMap(outcome -> outcome.lines().stream()).toList()
                : changes;
    }

    private Stream<TopicOutcome> differing() {
        return outcomes.stream().filter(outcome -> !outcome.comparison().equal());
    }
}
