package dev.kafkaflink.job.connector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kafka's committer, which goes on over a transaction that Kafka has given up: here it is marked as lost and counts so. */
@SuppressWarnings("try") // close() throws what the interface lets it throw, InterruptedException included
final class CountingCommitter<C> implements Committer<CountedCommittable<C>> {
    private static final Logger LOG = LoggerFactory.getLogger(CountingCommitter.class);

    private final Committer<C> kafka;

    CountingCommitter(Committer<C> kafka) {
        this.kafka = kafka;
    }

    @Override
    public void commit(Collection<CommitRequest<CountedCommittable<C>>> requests)
            throws IOException, InterruptedException {
        List<CommitRequest<C>> open = new ArrayList<>();
        for (CommitRequest<CountedCommittable<C>> request : requests) {
            CountedCommittable<C> committable = request.getCommittable();
            if (committable.transaction() != null && !committable.lost()) {
                open.add(new Request<>(request));
            }
        }
        if (!open.isEmpty()) {
            kafka.commit(open);
        }
    }

    @Override
    public void close() throws Exception {
        kafka.close();
    }

    private record Request<C>(CommitRequest<CountedCommittable<C>> counted) implements CommitRequest<C> {
        @Override
        public C getCommittable() {
            return counted.getCommittable().transaction();
        }

        @Override
        public int getNumberOfRetries() {
            return counted.getNumberOfRetries();
        }

        /** The transaction was aborted: what was written in it is not there, and the job has gone past it. */
        @Override
        public void signalFailedWithKnownReason(Throwable cause) {
            CountedCommittable<C> lost = counted.getCommittable().asLost();
            LOG.error(
                    "Lost {} records: Kafka aborted {} before it was committed, since the job was down for longer than the"
                            + " transaction timeout or another producer used the same transactional id. In it were {}.",
                    lost.written().isEmpty() ? "an unknown number of" : lost.records(),
                    lost.transaction(),
                    lost.written().stream().map(WrittenRange::toString).collect(Collectors.joining(", ")),
                    cause);
            // Once more, as one that needs no commit: so it reaches what counts behind the committer.
            counted.updateAndRetryLater(lost);
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable cause) {
            if (cause instanceof InvalidPidMappingException) {
                // Kafka forgets a transactional id after days; to fail over it would be to fail for ever.
                signalFailedWithKnownReason(cause);
                return;
            }
            counted.signalFailedWithUnknownReason(cause);
        }

        @Override
        public void retryLater() {
            counted.retryLater();
        }

        @Override
        public void updateAndRetryLater(C transaction) {
            CountedCommittable<C> old = counted.getCommittable();
            counted.updateAndRetryLater(new CountedCommittable<>(transaction, old.written(), old.lost()));
        }

        @Override
        public void signalAlreadyCommitted() {
            counted.signalAlreadyCommitted();
        }
    }
}
