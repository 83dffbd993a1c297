package dev.kafkaflink.cli.pipeline;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kafkaflink.cli.schema.CrdCheck;
import dev.kafkaflink.cli.schema.Violation;
import dev.kafkaflink.cli.yaml.Place;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanReport;
import dev.kafkaflink.crds.jobdef.PlanReport.Problem;
import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.job.Planner;
import dev.kafkaflink.operator.core.check.Checks;
import dev.kafkaflink.operator.core.check.ProblemPath;
import dev.kafkaflink.operator.core.check.SchemaChecks;
import dev.kafkaflink.operator.core.desired.Definitions;
import dev.kafkaflink.operator.core.desired.PlanRequests;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.resolve.DerivedColumns;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Looks at a pipeline as a cluster would, without one: the API server's schema and rules, the operator's checks, and Flink's
 * planner. What a pipeline refers to (a Kafka, topics) is not looked at.
 */
public final class PipelineCheck {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    /** Elements of {@code spec.sources} and the like are this deep. */
    private static final int ELEMENT = 3;

    private final PipelineDocument document;
    private final FileSchemas schemas;
    private final List<FileProblem> problems = new ArrayList<>();

    private PipelineCheck(PipelineDocument document, FileSchemas schemas) {
        this.document = document;
        this.schemas = schemas;
    }

    /** All that is wrong, at once. */
    public static CheckedPipeline of(PipelineDocument document, FileSchemas schemas) {
        return new PipelineCheck(document, schemas).look();
    }

    private CheckedPipeline look() {
        // The rules take as long as a plan, and neither needs the other.
        CompletableFuture<List<Violation>> violations =
                CompletableFuture.supplyAsync(() -> CrdCheck.look(document.content(), null));
        Optional<Observed> observed = CrdCheck.withoutRefusedFields(document.content())
                .map(this::resource)
                .map(pipeline -> FileObserved.of(pipeline, schemas.looks(pipeline, document)));
        List<Finding> findings = observed.map(PipelineCheck::findings).orElse(List.of());
        Optional<PlanReport> plan = observed.flatMap(known -> plan(known, findings));

        violations.join().forEach(this::add);
        findings.forEach(
                finding -> problems.add(document.problem(SpecPath.pointer(finding.path()), finding.message())));
        plan.ifPresent(report -> report.problems().forEach(problem -> add(observed.get(), problem)));
        return new CheckedPipeline(document, observed.orElse(null), plan.orElse(null), problems);
    }

    private static List<Finding> findings(Observed observed) {
        return Stream.concat(Checks.mistakes(observed, Instant.now()).stream(), SchemaChecks.columns(observed).stream())
                .toList();
    }

    private KafkaFlinkPipeline resource(JsonNode content) {
        try {
            KafkaFlinkPipeline pipeline = JSON.treeToValue(content, KafkaFlinkPipeline.class);
            pipeline.getMetadata().setNamespace(document.namespace());
            return pipeline;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "The schema accepts what the resource's types do not: " + document.file(), e);
        }
    }

    private static Optional<PlanReport> plan(Observed observed, List<Finding> findings) {
        return definition(observed, findings).map(definition -> Planner.plan(PlanRequests.of(observed, definition)));
    }

    /** What the planner is asked about; empty if a job cannot be made of what is wrong. */
    private static Optional<JobDefinition> definition(Observed observed, List<Finding> findings) {
        boolean served = findings.stream().noneMatch(finding -> finding.reason() == Reason.NotSupportedYet);
        boolean toKafka = observed.pipeline().getSpec().sinks().stream().allMatch(sink -> sink.kafka() != null);
        boolean columns = SchemaChecks.columns(observed).isEmpty();
        if (!served || !toKafka || !columns) {
            return Optional.empty();
        }
        try {
            return Optional.of(Definitions.of(
                    observed.pipeline(),
                    observed.defaults(),
                    FileObserved.NO_KAFKA,
                    DerivedColumns.bySource(observed)));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            if (findings.isEmpty()) {
                throw e;
            }
            // A duration or a time that is none, which is among the findings.
            return Optional.empty();
        }
    }

    private void add(Violation violation) {
        problems.add(
                violation.key()
                        ? new FileProblem(
                                document.file(),
                                document.yaml().fieldAt(violation.at()),
                                violation.at(),
                                violation.message())
                        : document.problem(violation.at(), violation.message()));
    }

    private void add(Observed observed, Problem problem) {
        JsonPointer field = SpecPath.pointer(ProblemPath.of(observed, problem));
        if (problem.line() != null) {
            Place within = new Place(problem.line(), problem.column() == null ? 1 : problem.column());
            problems.add(document.problem(field, within, problem.message()));
        } else if (problems.stream().noneMatch(known -> explains(known.field(), field))) {
            problems.add(document.problem(field, problem.message()));
        }
    }

    /** Whether what is wrong with one field is likely to be why the planner complains of another. */
    private static boolean explains(JsonPointer one, JsonPointer other) {
        String outer = one + "/";
        return outer.chars().filter(letter -> letter == '/').count() > ELEMENT && (other + "/").startsWith(outer);
    }
}
