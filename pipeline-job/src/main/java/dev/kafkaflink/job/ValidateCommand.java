package dev.kafkaflink.job;

import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.PlanReport;
import dev.kafkaflink.crds.jobdef.PlanReport.Problem;
import dev.kafkaflink.crds.jobdef.PlanRequest;
import dev.kafkaflink.job.definition.DefinitionFile;
import dev.kafkaflink.job.translate.PlanCheck;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Says what is wrong with definitions, without Kafka and without a cluster. */
final class ValidateCommand {
    private ValidateCommand() {}

    /** Returns the exit code. */
    static int run(Arguments arguments, PrintStream answers) throws IOException {
        if (arguments.definition() == null) {
            serve(answers);
            return 0;
        }
        PlanReport report = PlanCheck.of(DefinitionFile.read(arguments.definition()));
        report.problems().forEach(problem -> answers.println(text(problem)));
        if (report.problems().isEmpty()) {
            answers.println(arguments.definition() + ": nothing is wrong");
        }
        return report.problems().isEmpty() ? 0 : 1;
    }

    /** A request a line in, a report a line out, until the input ends. */
    private static void serve(PrintStream answers) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream utf8 = new PrintStream(answers, true, StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            utf8.println(DefinitionJson.write(report(line)));
        }
    }

    private static PlanReport report(String line) {
        try {
            return Planner.plan(DefinitionJson.read(line, PlanRequest.class));
        } catch (IllegalArgumentException e) {
            return PlanReport.of(List.of(new Problem("", null, null, null, e.getMessage())));
        }
    }

    static String text(Problem problem) {
        StringBuilder text = new StringBuilder(problem.path());
        if (problem.name() != null) {
            text.append(" (").append(problem.name()).append(')');
        }
        if (problem.line() != null) {
            text.append(", line ").append(problem.line()).append(", column ").append(problem.column());
        }
        return text.append(": ").append(problem.message()).toString();
    }
}
