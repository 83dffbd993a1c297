package dev.kafkaflink.cli.test;

import dev.kafkaflink.cli.test.FolderResult.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** Results in words and as values for a machine. */
final class Report {
    private Report() {}

    /** A folder's verdict, and below it what is to know. */
    static List<String> lines(FolderResult result, Ansi ansi) {
        List<String> lines = new ArrayList<>();
        String verdict = ansi.string("@|%s %-5s|@".formatted(colour(result.verdict()), result.verdict()));
        lines.add("%s %s (%s)".formatted(verdict, result.folder(), seconds(result.time())));
        result.lines().forEach(line -> lines.add("  " + line));
        return lines;
    }

    private static String colour(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "green";
            case FAIL, ERROR -> "bold,red";
        };
    }

    /** The last line: how many came to which end. */
    static String summary(List<FolderResult> results, Duration time) {
        long passed = count(results, Verdict.PASS);
        long failed = count(results, Verdict.FAIL);
        long errors = count(results, Verdict.ERROR);
        return "%d of %d passed%s%s in %s"
                .formatted(
                        passed,
                        results.size(),
                        failed == 0 ? "" : ", " + failed + " failed",
                        errors == 0 ? "" : ", " + errors + " without results",
                        seconds(time));
    }

    static long count(List<FolderResult> results, Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).count();
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    /** A folder's result as a JSON object. */
    static Map<String, Object> json(FolderResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("folder", result.folder().toString());
        json.put("result", result.verdict().name().toLowerCase(Locale.ROOT));
        json.put("seconds", result.time().toMillis() / 1000.0);
        json.put("problems", result.problems());
        json.put(
                "topics",
                result.outcomes().stream().map(TopicOutcome::comparison).toList());
        json.put("changes", result.changes());
        return json;
    }
}
