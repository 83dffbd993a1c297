package dev.kafkaflink.job.translate;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanReport;
import dev.kafkaflink.crds.jobdef.PlanReport.Problem;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.jobdef.View;
import dev.kafkaflink.job.connector.Topology;
import dev.kafkaflink.job.definition.DefinitionCheck;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Plans a definition, as it would be run, to find what is wrong with it. Needs no Kafka. */
public final class PlanCheck {
    private final JobDefinition definition;
    private final Tables tables;
    private final List<Problem> problems = new ArrayList<>();
    /** Tables that could not be made: what uses them is not to blame. */
    private final Set<String> broken = new HashSet<>();

    private PlanCheck(JobDefinition definition) {
        this.definition = definition;
        this.tables = new Tables(
                definition, StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration()), new Topology());
    }

    /** All problems of a definition, in its order. */
    public static PlanReport of(JobDefinition definition) {
        List<Problem> problems = DefinitionCheck.of(definition);
        // Tables cannot be made of what is incomplete; queries are planned once the definition itself is sound.
        return new PlanReport(problems.isEmpty() ? new PlanCheck(definition).problems() : problems);
    }

    private List<Problem> problems() {
        for (int i = 0; i < definition.sources().size(); i++) {
            source("sources[" + i + "]", definition.sources().get(i));
        }
        for (int i = 0; i < definition.views().size(); i++) {
            view("views[" + i + "].query", definition.views().get(i));
        }
        return List.copyOf(problems);
    }

    private void source(String path, Source source) {}

    private void view(String path, View view) {}
}
