package dev.kafkaflink.local.pipeline;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Edit;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.JobStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.KafkaStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Lag;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Latency;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Metrics;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Percentiles;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Reliability;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.SourceSchema;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.SourceTime;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Throughput;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A status as a test reads it, at any time: while a pipeline comes up, and while a job is away, parts of it are not said
 * yet. Such a text is empty and such a number {@link #UNKNOWN}.
 */
final class Seen {
    /** Below all that is counted and measured. Compare with what is known: zero restarts are more than unknown ones. */
    static final double UNKNOWN = -1;

    private final Optional<PipelineStatus> status;
    private final Optional<Metrics> metrics;

    /** @param status null: the operator has not said anything yet */
    Seen(PipelineStatus status) {
        this.status = Optional.ofNullable(status);
        this.metrics = this.status.map(PipelineStatus::metrics);
    }

    long observedGeneration() {
        return status.map(PipelineStatus::observedGeneration).orElse(0L);
    }

    /** Empty: the operator has not said it yet. */
    Optional<Condition> condition(String type) {
        return status.map(PipelineStatus::conditions).orElse(List.of()).stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    /** Since when a condition has the value that it has, to the second. */
    Instant since(String type) {
        return Instant.parse(condition(type).orElseThrow().getLastTransitionTime());
    }

    /** Empty: nothing yet. */
    String reason(String type) {
        return condition(type).map(Condition::getReason).orElse("");
    }

    /** Where sources have their columns from that do not list them. */
    List<SourceSchema> schemas() {
        return status.map(PipelineStatus::schemas).orElse(List.of());
    }

    /** The id of the Kafka cluster that the job is on. */
    String clusterId() {
        return status.map(PipelineStatus::kafka).map(KafkaStatus::clusterId).orElse("");
    }

    /** What a condition tells a person; empty: nothing yet. */
    String message(String type) {
        return condition(type).map(Condition::getMessage).orElse("");
    }

    /** Whether a condition has this value: True, False or Unknown. */
    boolean says(String type, String value) {
        return condition(type).filter(found -> found.getStatus().equals(value)).isPresent();
    }

    List<PipelineStatus.TopicStatus> topics() {
        return status.map(PipelineStatus::topics).orElse(List.of());
    }

    String state() {
        return job(JobStatus::state);
    }

    String jobId() {
        return job(JobStatus::id);
    }

    String revision() {
        return job(JobStatus::revision);
    }

    String lastSavepoint() {
        return job(JobStatus::lastSavepoint);
    }

    String stateFolder() {
        return job(JobStatus::stateFolder);
    }

    /** Empty: the last edit took no state away. */
    Optional<Edit> lastEdit() {
        return status.map(PipelineStatus::job).map(JobStatus::lastEdit);
    }

    String webUI() {
        return job(JobStatus::webUI);
    }

    double restarts() {
        return number(status.map(PipelineStatus::job).map(JobStatus::restarts));
    }

    double jobManagerRestarts() {
        return number(status.map(PipelineStatus::job).map(JobStatus::jobManagerRestarts));
    }

    double read() {
        return number(reliability(Reliability::read));
    }

    double sent() {
        return number(reliability(Reliability::sent));
    }

    double acknowledged() {
        return number(reliability(Reliability::acknowledged));
    }

    double ratio() {
        return number(reliability(Reliability::ratio));
    }

    double deadLettered() {
        return number(reliability(Reliability::deadLettered));
    }

    double late() {
        return number(reliability(Reliability::late));
    }

    double recordsInPerSecond() {
        return number(throughput(Throughput::recordsInPerSecond));
    }

    double recordsOutPerSecond() {
        return number(throughput(Throughput::recordsOutPerSecond));
    }

    double bytesInPerSecond() {
        return number(throughput(Throughput::bytesInPerSecond));
    }

    double eventTimeLatency(Function<Percentiles, Long> percentile) {
        return number(metrics.map(Metrics::latency).map(Latency::eventTime).map(percentile));
    }

    double processingLatency(Function<Percentiles, Long> percentile) {
        return number(metrics.map(Metrics::latency).map(Latency::processing).map(percentile));
    }

    double latencySinceCreated(Function<Percentiles, Long> percentile) {
        return number(metrics.map(Metrics::latency).map(Latency::sinceCreated).map(percentile));
    }

    /** A source's watermark; empty: it has none. */
    String watermark(String source) {
        return metrics.map(Metrics::sources).orElse(List.of()).stream()
                .filter(time -> time.name().equals(source))
                .map(SourceTime::watermark)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    double lagRecords() {
        return number(metrics.map(Metrics::lag).map(Lag::records));
    }

    private String job(Function<JobStatus, String> field) {
        return status.map(PipelineStatus::job).map(field).orElse("");
    }

    private <T> Optional<T> reliability(Function<Reliability, T> field) {
        return metrics.map(Metrics::reliability).map(field);
    }

    private <T> Optional<T> throughput(Function<Throughput, T> field) {
        return metrics.map(Metrics::throughput).map(field);
    }

    private static double number(Optional<? extends Number> value) {
        return value.map(Number::doubleValue).orElse(UNKNOWN);
    }

    /** For the message of a wait that ran out. */
    @Override
    public String toString() {
        return status.map(PipelineStatus::toString).orElse("no status");
    }
}
