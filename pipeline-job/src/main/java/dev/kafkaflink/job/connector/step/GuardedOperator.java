package dev.kafkaflink.job.connector.step;

import dev.kafkaflink.job.connector.DeadLetterOutput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;

/**
 * An operator of the planner's that projects and filters. A row over which one of its expressions fails, such as a CAST or a
 * division by zero, becomes a dead letter: the job would fail over it again with each restart. What fails behind the operator,
 * in the same call, is not its row's fault and goes on as it is.
 */
final class GuardedOperator extends OneInputAround {
    private static final long serialVersionUID = 1L;

    private final transient WatchedOutput output;
    private final GuardedStep step;
    private final DeadLetterOutput deadLetters;

    GuardedOperator(
            OneInputStreamOperator<RowData, RowData> operator,
            WatchedOutput output,
            GuardedStep step,
            DeadLetterOutput deadLetters) {
        super(operator);
        this.output = output;
        this.step = step;
        this.deadLetters = deadLetters;
    }

    @Override
    public void processElement(StreamRecord<RowData> element) throws Exception {
        output.watch();
        try {
            operator.processElement(element);
        } catch (Exception | StackOverflowError e) {
            if (output.hasLeft() || e instanceof InterruptedException) {
                throw e;
            }
            deadLetters.emit(step.deadLetter(element.getValue(), e), output);
        }
    }
}
