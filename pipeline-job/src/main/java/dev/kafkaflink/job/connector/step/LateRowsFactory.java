package dev.kafkaflink.job.connector.step;

import dev.kafkaflink.job.connector.DeadLetterOutput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;
import org.apache.flink.table.data.RowData;

/** Makes an operator of the planner's, and around it what keeps the rows that are too late for it. */
public final class LateRowsFactory extends AroundFactory
        implements OneInputStreamOperatorFactory<RowData, RowData>,
                TwoInputStreamOperatorFactory<RowData, RowData, RowData> {
    private static final long serialVersionUID = 1L;

    private final LateStep step;
    private final DeadLetterOutput deadLetters;

    /**
     * A factory around the planner's.
     *
     * @param planned makes an operator that counts the rows that it leaves out, while it processes them
     */
    public LateRowsFactory(StreamOperatorFactory<RowData> planned, LateStep step, DeadLetterOutput deadLetters) {
        super(planned);
        this.step = step;
        this.deadLetters = deadLetters;
    }

    @Override
    @SuppressWarnings("unchecked") // the planner made it for rows
    StreamOperator<RowData> around(StreamOperator<RowData> operator, WatchedOutput output) {
        return step.inputs().size() == 1
                ? new LateRowsOperator((OneInputStreamOperator<RowData, RowData>) operator, output, step, deadLetters)
                : new LateRowsJoin(
                        (TwoInputStreamOperator<RowData, RowData, RowData>) operator, output, step, deadLetters);
    }
}
