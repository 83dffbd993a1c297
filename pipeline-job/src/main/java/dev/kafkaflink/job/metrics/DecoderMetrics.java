package dev.kafkaflink.job.metrics;

import dev.kafkaflink.crds.jobdef.JobMetrics;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What a source's decoder counts in one subtask. */
public final class DecoderMetrics {
    private final Counter errors;

    /** Registers the metrics of a source's decoder below an operator's group. */
    public DecoderMetrics(MetricGroup operator, String source) {
        errors = operator.addGroup(JobMetrics.GROUP)
                .addGroup(JobMetrics.SOURCE)
                .addGroup(source)
                .counter(JobMetrics.DECODER_ERRORS);
    }

    /** Counts a record over which the decoder failed. */
    public void failed() {
        errors.inc();
    }
}
