package dev.kafkaflink.job.connector.step;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeServiceAware;
import org.apache.flink.table.data.RowData;

/** Makes an operator of the planner's, and what stands around it. */
abstract class AroundFactory extends AbstractStreamOperatorFactory<RowData> {
    private static final long serialVersionUID = 1L;

    private final StreamOperatorFactory<RowData> planned;

    AroundFactory(StreamOperatorFactory<RowData> planned) {
        this.planned = planned;
        setChainingStrategy(planned.getChainingStrategy());
    }

    /** What stands around an operator whose rows go to that output. */
    abstract StreamOperator<RowData> around(StreamOperator<RowData> operator, WatchedOutput output);

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
        StreamOperator<RowData> operator = planned.createStreamOperator(new StreamOperatorParameters<>(
                parameters.getContainingTask(),
                parameters.getStreamConfig(),
                output,
                parameters::getProcessingTimeService,
                parameters.getOperatorEventDispatcher(),
                parameters.getMailboxExecutor()));
        return (T) around(operator, output);
    }

    @Override
    @SuppressWarnings("rawtypes") // as Flink has it
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
        return OperatorAround.class;
    }
}
