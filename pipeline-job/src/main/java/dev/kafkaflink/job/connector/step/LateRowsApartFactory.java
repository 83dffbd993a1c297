package dev.kafkaflink.job.connector.step;

import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.table.data.RowData;

/** Makes the first phase of an aggregate, and around it what keeps late rows apart. */
public final class LateRowsApartFactory extends AroundFactory
        implements OneInputStreamOperatorFactory<RowData, RowData> {
    private static final long serialVersionUID = 1L;

    private final LateStep.Input input;

    /** A factory around the planner's. */
    public LateRowsApartFactory(StreamOperatorFactory<RowData> planned, LateStep.Input input) {
        super(planned);
        this.input = input;
    }

    @Override
    @SuppressWarnings("unchecked") // the planner made it for rows
    StreamOperator<RowData> around(StreamOperator<RowData> operator, WatchedOutput output) {
        return new LateRowsApart((OneInputStreamOperator<RowData, RowData>) operator, output, input);
    }
}
