package dev.kafkaflink.job.connector.step;

import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.table.data.RowData;

/** Makes a sort by event time, and around it what counts late rows. */
public final class CountingSortFactory extends AroundFactory
        implements OneInputStreamOperatorFactory<RowData, RowData> {
    private static final long serialVersionUID = 1L;

    private final LateStep.Input input;

    /** A factory around the planner's. */
    public CountingSortFactory(StreamOperatorFactory<RowData> planned, LateStep.Input input) {
        super(planned);
        this.input = input;
    }

    @Override
    @SuppressWarnings("unchecked") // the planner made it for rows
    StreamOperator<RowData> around(StreamOperator<RowData> operator, WatchedOutput output) {
        return new CountingSort((OneInputStreamOperator<RowData, RowData>) operator, output, input);
    }
}
