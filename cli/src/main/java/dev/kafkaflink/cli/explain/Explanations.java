package dev.kafkaflink.cli.explain;

import dev.kafkaflink.cli.pipeline.CheckedPipeline;
import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.v1alpha1.EventTimeSpec;
import dev.kafkaflink.crds.v1alpha1.KafkaAccess;
import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.SinkSpec;
import dev.kafkaflink.crds.v1alpha1.SourceSpec;
import dev.kafkaflink.job.plan.PlanNode;
import dev.kafkaflink.job.translate.LateRows;
import dev.kafkaflink.job.translate.PlanSteps;
import dev.kafkaflink.job.translate.PlanSteps.PlanStep;
import dev.kafkaflink.operator.core.resolve.DerivedColumns;
import dev.kafkaflink.operator.core.resolve.JobSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Makes explanations. */
final class Explanations {
    private final CheckedPipeline pipeline;
    private final PipelineSpec spec;
    private final JobDefinition definition;
    private final JobSettings settings;
    private final PlanSteps plan;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, List<Integer>> inputs = new HashMap<>();
    private final Map<String, String> stateTtls = new HashMap<>();

    private Explanations(CheckedPipeline pipeline) {
        this.pipeline = pipeline;
        this.spec = pipeline.pipeline().getSpec();
        this.definition = pipeline.definition();
        this.settings = pipeline.settings();
        this.plan = PlanSteps.of(definition);
        addStateTtls();
        plan.steps().stream().filter(Explanations::told).forEach(step -> numbers.put(step.uid(), numbers.size() + 1));
        plan.steps()
                .forEach(step ->
                        inputs.put(step.uid(), told(step) ? List.of(numbers.get(step.uid())) : from(step.inputs())));
    }

    private static boolean told(PlanStep step) {
        return step.source() != null || !StepWords.onlyPicksColumns(PlanNode.parse(step.description()));
    }

    /** The numbers of the steps that are told, out of which the rows of these come. */
    private List<Integer> from(List<String> uids) {
        return uids.stream()
                .flatMap(uid -> inputs.get(uid).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Of a pipeline that nothing is wrong with. */
    static Explanation of(CheckedPipeline pipeline) {
        return new Explanations(pipeline).explanation();
    }

    private Explanation explanation() {
        return new Explanation(
                pipeline.document().namespace(),
                pipeline.document().name(),
                kafka(spec.kafka()),
                spec.sources().stream().map(this::read).toList(),
                plan.steps().stream().filter(Explanations::told).map(this::step).toList(),
                spec.sinks().stream().map(this::write).toList(),
                delivery(),
                deadLetters(),
                late());
    }

    private String kafka(KafkaAccess kafka) {
        if (kafka.clusterRef() == null) {
            return kafka.bootstrapServers();
        }
        String namespace = kafka.clusterRef().namespace();
        return "%s of namespace %s"
                .formatted(
                        kafka.clusterRef().name(),
                        namespace == null ? pipeline.document().namespace() : namespace);
    }

    private Explanation.Read read(SourceSpec source) {
        return new Explanation.Read(
                source.name(),
                source.subscription().topics(),
                source.topicPattern(),
                source.format().type().name(),
                columns(source)
                        + (source.key() == null ? 0 : source.key().columns().size()),
                schema(source),
                source.primaryKey(),
                beginning(source),
                source.until(),
                source.eventTime() == null ? null : eventTime(source.eventTime()));
    }

    private int columns(SourceSpec source) {
        return definition.sources().stream()
                .filter(read -> read.name().equals(source.name()))
                .mapToInt(read -> read.columns().size())
                .sum();
    }

    private String schema(SourceSpec source) {
        return source.registryOfColumns()
                .flatMap(registry -> DerivedColumns.of(pipeline.observed(), source))
                .map(schema -> "version %d of subject %s".formatted(schema.version(), schema.subject()))
                .orElse(null);
    }

    private static String beginning(SourceSpec source) {
        String mode = source.startModeOrDefault().name();
        return source.startTimestamp() == null ? mode : mode + " " + source.startTimestamp();
    }

    private static String eventTime(EventTimeSpec time) {
        String late = time.outOfOrderness() == null ? "0s" : time.outOfOrderness();
        String idle = time.idleness() == null
                ? "an empty partition holds windows back, for no idleness is set"
                : "a partition that is empty for " + time.idleness() + " does not hold windows back";
        return "%s, in time if at most %s behind; %s".formatted(time.column(), late, idle);
    }

    private Explanation.Step step(PlanStep step) {
        PlanNode node = step.source() == null ? PlanNode.parse(step.description()) : null;
        String does = node == null ? "reads " + step.source() : StepWords.of(node);
        return new Explanation.Step(
                numbers.get(step.uid()),
                from(step.inputs()),
                step.source(),
                does,
                StateWords.of(step, node, stateTtls.getOrDefault(step.uid(), stateTtl()))
                        .orElse(null),
                step.description());
    }

    /** No step that keeps state works for sinks with different times. */
    private void addStateTtls() {
        Map<String, List<String>> inputsOf =
                plan.steps().stream().collect(Collectors.toMap(PlanStep::uid, PlanStep::inputs));
        for (SinkSpec sink : spec.sinks()) {
            if (sink.stateTtl() != null) {
                addStateTtl(sink, inputsOf);
            }
        }
    }

    private void addStateTtl(SinkSpec sink, Map<String, List<String>> inputsOf) {
        Deque<String> left = new ArrayDeque<>(plan.lastOf().get(sink.name()));
        while (!left.isEmpty()) {
            String uid = left.remove();
            if (stateTtls.put(uid, sink.stateTtl()) == null) {
                left.addAll(inputsOf.get(uid));
            }
        }
    }

    private String stateTtl() {
        return spec.stateTtl() == null ? settings.flinkConfiguration().get(JobSettings.STATE_TTL) : spec.stateTtl();
    }

    private Explanation.Write write(SinkSpec sink) {
        return new Explanation.Write(
                sink.name(),
                sink.kafka().topic(),
                sink.kafka().format().type().name(),
                sink.kafka().key().isEmpty() ? sink.primaryKey() : sink.kafka().key(),
                sink.primaryKey(),
                from(plan.lastOf().get(sink.name())));
    }

    private String delivery() {
        return definition.delivery() == Delivery.AtLeastOnce
                ? "at least once: results appear at once, and some may appear twice after a failure"
                : "exactly once: results appear to readers with isolation.level=read_committed with each checkpoint, every "
                        + settings.checkpointInterval();
    }

    private String late() {
        boolean routes = definition.deadLetters().routesLate();
        List<String> words = new ArrayList<>();
        if (routes && plan.steps().stream().anyMatch(step -> step.late() == LateRows.KEPT)) {
            words.add("rows that come after their window or range is closed go to topic "
                    + definition.deadLetters().topic() + ", as JSON, with how late they are");
        }
        List<Integer> inTwoPhases = numbers(step -> step.late() == LateRows.KEPT
                && PlanNode.parse(step.description()).name().equals("GlobalWindowAggregate"));
        if (routes && !inTwoPhases.isEmpty()) {
            words.add("of a row that is late for step " + joined(inTwoPhases)
                    + ", what the step would have added is kept;"
                    + " with table.optimizer.agg-phase-strategy: ONE_PHASE in job.flinkConfiguration, the row");
        }
        List<Integer> counted =
                numbers(step -> step.late() == LateRows.COUNTED || step.late() == LateRows.KEPT && !routes);
        if (!counted.isEmpty()) {
            words.add("rows that come after their window or range is closed"
                    + (routes ? " in step " + joined(counted) : "")
                    + " are left out, and counted in status.metrics.reliability.late");
        }
        return words.isEmpty() ? null : String.join("\n", words);
    }

    private List<Integer> numbers(Predicate<PlanStep> which) {
        return plan.steps().stream()
                .filter(which)
                .map(step -> numbers.get(step.uid()))
                .toList();
    }

    private static String joined(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private Explanation.DeadLetters deadLetters() {
        DeadLetters.Policy policy = definition.deadLetters().policy();
        String topic = definition.deadLetters().topic();
        String words =
                switch (policy) {
                    case Route ->
                        "records that do not fit their source's columns, rows over which an expression fails, and rows that"
                                + " an output cannot take, go to topic "
                                + topic + ", with the reason in headers";
                    case Fail ->
                        "the job stops at a record that does not fit its source's columns, a row over which an expression"
                                + " fails, or a row that an output cannot take";
                    case Drop ->
                        "records that do not fit their source's columns, rows over which an expression fails, and rows that"
                                + " an output cannot take, are counted and left out";
                };
        return new Explanation.DeadLetters(policy.name(), topic, words);
    }
}
