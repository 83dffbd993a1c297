package dev.kafkaflink.job.connector;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.job.deadletter.DeadLetter;
import dev.kafkaflink.job.deadletter.DeadLetterSerializer;
import dev.kafkaflink.job.deadletter.UnprocessableRecordException;
import dev.kafkaflink.job.state.SerializerType;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/** The way by which a record that cannot be processed leaves an operator, as the pipeline's policy has it. */
public record DeadLetterOutput(DeadLetters.Policy policy) implements Serializable {
    /** The type of dead letters in the graph. */
    public static final TypeInformation<DeadLetter> TYPE =
            new SerializerType<>(DeadLetter.class, DeadLetterSerializer.INSTANCE);

    /** The side output that carries them. */
    public static final OutputTag<DeadLetter> TAG = new OutputTag<>("dead-letters", TYPE);

    /**
     * Sends a dead letter on its way.
     *
     * @throws UnprocessableRecordException if the policy is to fail; the job ends with its message
     */
    public void emit(DeadLetter letter, ProcessFunction<?, ?>.Context context) {
        switch (policy) {
            case Route -> context.output(TAG, letter);
            case Fail -> throw new UnprocessableRecordException(letter);
            case Drop -> {
                // Counted by the caller.
            }
        }
    }

    /**
     * Sends a dead letter on its way out of an operator that does not count it: whoever takes it does, and drops it if that is
     * the policy.
     *
     * @throws UnprocessableRecordException if the policy is to fail; the job ends with its message
     */
    public void emit(DeadLetter letter, Output<?> output) {
        if (policy == DeadLetters.Policy.Fail) {
            throw new UnprocessableRecordException(letter);
        }
        output.collect(TAG, new StreamRecord<>(letter));
    }
}
