package dev.kafkaflink.job.deadletter;

/** Ends a job whose policy is to fail over a record that it cannot process. */
public final class UnprocessableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnprocessableRecordException(DeadLetter letter) {
        super(letter.describe()
                + "; the pipeline's dead-letter policy is Fail: repair or skip the record, or set the policy"
                + " to Route or Drop");
    }
}
