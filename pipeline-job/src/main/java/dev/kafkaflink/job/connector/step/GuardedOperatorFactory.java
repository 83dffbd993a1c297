package dev.kafkaflink.job.connector.step;

import dev.kafkaflink.job.connector.DeadLetterOutput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.table.data.RowData;

/** Makes an operator of the planner's, and around it what keeps the rows that it fails over. */
public final class GuardedOperatorFactory extends AroundFactory
        implements OneInputStreamOperatorFactory<RowData, RowData> {
    private static final long serialVersionUID = 1L;

    private final GuardedStep step;
    private final DeadLetterOutput deadLetters;

    /**
     * A factory around the planner's.
     *
     * @param planned makes an operator that works on each row by itself and keeps no state
     */
    public GuardedOperatorFactory(
            StreamOperatorFactory<RowData> planned, GuardedStep step, DeadLetterOutput deadLetters) {
        super(planned);
        this.step = step;
        this.deadLetters = deadLetters;
    }

    @Override
    @SuppressWarnings("unchecked") // the planner made it for rows
    StreamOperator<RowData> around(StreamOperator<RowData> operator, WatchedOutput output) {
        return new GuardedOperator((OneInputStreamOperator<RowData, RowData>) operator, output, step, deadLetters);
    }
}
