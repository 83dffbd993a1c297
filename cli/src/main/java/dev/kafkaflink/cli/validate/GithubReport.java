package dev.kafkaflink.cli.validate;

import dev.kafkaflink.cli.pipeline.FileProblem;
import java.util.List;

/** A validation as workflow commands of GitHub Actions, which shows each problem beside its line of a pull request. */
final class GithubReport {
    private GithubReport() {}

    static List<String> lines(Validation validation) {
        return validation.problems().stream().map(GithubReport::line).toList();
    }

    private static String line(FileProblem problem) {
        return "::error file=%s,line=%d,col=%d,title=kafkaflink validate::%s"
                .formatted(
                        property(problem.file().toString()),
                        problem.place().line(),
                        problem.place().column(),
                        escaped(problem.message()));
    }

    private static String escaped(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return escaped(text).replace(":", "%3A").replace(",", "%2C");
    }
}
