package dev.kafkaflink.job;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanReport;
import dev.kafkaflink.job.definition.DefinitionFile;
import dev.kafkaflink.job.translate.PlanCheck;
import dev.kafkaflink.job.translate.Translation;
import java.io.PrintStream;

/** Shows a definition's plan. */
final class ExplainCommand {
    private ExplainCommand() {}

    /** Returns the exit code. */
    static int run(Arguments arguments, PrintStream answers) {
        JobDefinition definition = DefinitionFile.read(arguments.definition());
        PlanReport report = PlanCheck.of(definition);
        if (report.problems().isEmpty()) {
            answers.println(Translation.explain(definition));
            return 0;
        }
        report.problems().forEach(problem -> answers.println(ValidateCommand.text(problem)));
        return 1;
    }
}
