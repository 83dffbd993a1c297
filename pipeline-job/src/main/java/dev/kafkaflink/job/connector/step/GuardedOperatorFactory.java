package dev.kafkaflink.job.connector.step;

import dev.kafkaflink.job.connector.DeadLetterOutput;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeServiceAware;
import org.apache.flink.table.data.RowData;

/** Makes an operator of the planner's, and around it what keeps the rows that it fails over. */
public final class GuardedOperatorFactory extends AbstractStreamOperatorFactory<RowData>
        implements OneInputStreamOperatorFactory<RowData, RowData> {
    private static final long serialVersionUID = 1L;

    private final StreamOperatorFactory<RowData> planned;
    private final GuardedStep step;
    private final DeadLetterOutput deadLetters;

    /**
     * A factory around the planner's.
     *
     * @param planned makes an operator that works on each row by itself and keeps no state
     */
    public GuardedOperatorFactory(
            StreamOperatorFactory<RowData> planned, GuardedStep step, DeadLetterOutput deadLetters) {
        this.planned = planned;
        this.step = step;
        this.deadLetters = deadLetters;
        setChainingStrategy(planned.getChainingStrategy());
    }

    @Override
    @SuppressWarnings("unchecked") // Flink asks for the type that it gives
    public <T extends StreamOperator<RowData>> T createStreamOperator(StreamOperatorParameters<RowData> parameters) {
        if (planned instanceof ProcessingTimeServiceAware aware) {
            aware.setProcessingTimeService(processingTimeService);
        }
        if (planned instanceof AbstractStreamOperatorFactory<?> withMailbox) {
            withMailbox.setMailboxExecutor(parameters.getMailboxExecutor());
        }
        WatchedOutput output = new WatchedOutput(parameters.getOutput());
        OneInputStreamOperator<RowData, RowData> operator = planned.createStreamOperator(new StreamOperatorParameters<>(
                parameters.getContainingTask(),
                parameters.getStreamConfig(),
                output,
                parameters::getProcessingTimeService,
                parameters.getOperatorEventDispatcher(),
                parameters.getMailboxExecutor()));
        return (T) new GuardedOperator(operator, output, step, deadLetters);
    }

    @Override
    @SuppressWarnings("rawtypes") // as Flink has it
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
        return GuardedOperator.class;
    }
}
