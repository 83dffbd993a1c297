package dev.kafkaflink.operator.core.desired;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.EventTime;
import dev.kafkaflink.crds.jobdef.FailAfter;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
import dev.kafkaflink.crds.jobdef.KafkaTarget;
import dev.kafkaflink.crds.jobdef.Release;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.jobdef.StartFrom;
import dev.kafkaflink.crds.jobdef.Until;
import dev.kafkaflink.crds.jobdef.View;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.v1alpha1.DeadLettersSpec;
import dev.kafkaflink.crds.v1alpha1.Durations;
import dev.kafkaflink.crds.v1alpha1.EventTimeSpec;
import dev.kafkaflink.crds.v1alpha1.FailAfterSpec;
import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.KafkaNames;
import dev.kafkaflink.crds.v1alpha1.KafkaSinkSpec;
import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.SinkSpec;
import dev.kafkaflink.crds.v1alpha1.SourceSpec;
import dev.kafkaflink.operator.core.model.Defaults;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import dev.kafkaflink.operator.core.resolve.JobSettings;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From a pipeline's specification to the definition that its job runs. */
public final class Definitions {
    private static final Pattern FINE_TIMESTAMP = Pattern.compile("^(TIMESTAMP|TIMESTAMP_LTZ)\\([69]\\)");

    private Definitions() {}

    /**
     * The definition of a pipeline whose specification is in order.
     *
     * @param defaults the operator's own settings
     * @param bootstrapServers where its Kafka is
     * @param derived the columns of each source that does not list them
     * @throws IllegalArgumentException if a duration or a time in it cannot be read
     */
    public static JobDefinition of(
            KafkaFlinkPipeline pipeline,
            Defaults defaults,
            String bootstrapServers,
            Map<String, List<Column>> derived) {
        String namespace = pipeline.getMetadata().getNamespace();
        String name = pipeline.getMetadata().getName();
        PipelineSpec spec = pipeline.getSpec();
        JobSettings settings = JobSettings.of(pipeline, defaults);
        return new JobDefinition(
                PipelineKey.of(pipeline).toString(),
                new KafkaCluster(
                        bootstrapServers,
                        KafkaNames.consumerGroup(namespace, name),
                        KafkaNames.transactionalIdPrefix(namespace, name),
                        Map.of(),
                        transactionTimeout(settings)),
                spec.sources().stream()
                        .map(source -> source(source, derived.getOrDefault(source.name(), List.of())))
                        .toList(),
                spec.views().stream()
                        .map(view -> new View(view.name(), view.query()))
                        .toList(),
                spec.sinks().stream().map(sink -> sink(sink, spec.stateTtl())).toList(),
                deadLetters(spec.deadLetters(), name),
                spec.delivery() == null ? Delivery.ExactlyOnce : spec.delivery(),
                tableOptions(settings),
                Release.DEFINITION,
                Release.flinkLine());
    }

    /**
     * Where a source begins.
     *
     * @throws java.time.format.DateTimeParseException if its time is none
     */
    private static StartFrom startFrom(SourceSpec spec) {
        return StartFrom.of(
                spec.startModeOrDefault(),
                spec.startTimestamp() == null ? null : (Long) epochMillis(spec.startTimestamp()));
    }

    private static Until until(String until) {
        if (until == null) {
            return null;
        }
        return new Until(until.equals(Until.NOW) ? null : (Long) epochMillis(until));
    }

    private static long epochMillis(String time) {
        return OffsetDateTime.parse(time).toInstant().toEpochMilli();
    }

    // One that is the default is left out, as in the definitions of those who name none.
    private static Long transactionTimeout(JobSettings settings) {
        Duration timeout = Durations.parse(settings.transactionTimeout());
        return timeout.equals(KafkaCluster.DEFAULT_TRANSACTION_TIMEOUT) ? null : (Long) timeout.toMillis();
    }

    private static Map<String, String> tableOptions(JobSettings settings) {
        return settings.flinkConfiguration().entrySet().stream()
                .filter(option -> option.getKey().startsWith(JobDefinition.TABLE_OPTION))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Source source(SourceSpec spec, List<Column> derived) {
        return new Source(
                spec.name(),
                spec.topic(),
                spec.topics(),
                spec.topicPattern(),
                spec.format(),
                columns(spec, derived),
                spec.eventTime() == null ? null : eventTime(spec.eventTime()),
                startFrom(spec),
                until(spec.until()),
                spec.key(),
                spec.primaryKey(),
                spec.deadLetterPolicy());
    }

    // What is listed comes before a field of the same name: a column of the key, or metadata.
    private static List<Column> columns(SourceSpec spec, List<Column> derived) {
        Set<String> listed = Stream.concat(
                        spec.columns().stream(), spec.key() == null ? Stream.of() : spec.key().columns().stream())
                .map(Column::name)
                .collect(Collectors.toSet());
        return Stream.concat(
                        derived.stream()
                                .filter(column -> !listed.contains(column.name()))
                                .map(column -> isEventTime(spec, column) ? inMilliseconds(column) : column),
                        spec.columns().stream())
                .toList();
    }

    private static boolean isEventTime(SourceSpec spec, Column column) {
        return spec.eventTime() != null && column.name().equals(spec.eventTime().column());
    }

    // Flink's event time has no finer ones.
    private static Column inMilliseconds(Column column) {
        return new Column(column.name(), FINE_TIMESTAMP.matcher(column.type()).replaceFirst("$1(3)"));
    }

    private static EventTime eventTime(EventTimeSpec spec) {
        return new EventTime(
                spec.column(),
                spec.outOfOrderness() == null ? 0 : millis(spec.outOfOrderness()),
                spec.idleness() == null ? null : millis(spec.idleness()),
                spec.maxAhead() == null ? null : millis(spec.maxAhead()),
                spec.maxDrift() == null ? null : millis(spec.maxDrift()));
    }

    private static Sink sink(SinkSpec spec, String stateTtl) {
        KafkaSinkSpec kafka = spec.kafka();
        return new Sink(
                spec.name(),
                spec.query(),
                spec.eventTime(),
                new KafkaTarget(
                        kafka.topic(),
                        kafka.key().isEmpty() ? spec.primaryKey() : kafka.key(),
                        kafka.format(),
                        kafka.keyFormat(),
                        kafka.headers(),
                        kafka.timestamp()),
                spec.primaryKey(),
                stateTtl(spec, stateTtl));
    }

    // What says what the pipeline says makes no other job: queries with one time share what they compute.
    private static Long stateTtl(SinkSpec spec, String stateTtl) {
        boolean same = spec.stateTtl() == null
                || stateTtl != null && Durations.parse(stateTtl).equals(Durations.parse(spec.stateTtl()));
        return same ? null : (Long) millis(spec.stateTtl());
    }

    private static DeadLetters deadLetters(DeadLettersSpec spec, String pipeline) {
        return new DeadLetters(
                spec == null ? DeadLetters.Policy.Route : spec.policyOrDefault(),
                KafkaNames.deadLetterTopic(spec, pipeline).orElse(null),
                spec == null || spec.failAfter() == null ? null : failAfter(spec.failAfter()),
                // What says what is the default makes no other job.
                spec == null || spec.late() == DeadLetters.Late.Count ? null : spec.late());
    }

    private static FailAfter failAfter(FailAfterSpec spec) {
        return new FailAfter(spec.ratioOrDefault(), millis(spec.windowOrDefault()), spec.minimumOrDefault());
    }

    private static long millis(String duration) {
        return Durations.parse(duration).toMillis();
    }
}
