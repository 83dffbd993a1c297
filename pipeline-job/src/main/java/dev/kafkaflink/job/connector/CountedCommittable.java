package dev.kafkaflink.job.connector;

import java.util.List;

/**
 * What is committed with a checkpoint, and what it consists of.
 *
 * @param transaction Kafka's; null: the records count without one
 * @param written the records in it; none: it is one of a version that did not count
 * @param lost whether Kafka has given it up
 */
record CountedCommittable<C>(C transaction, List<WrittenRange> written, boolean lost) {
    CountedCommittable {
        written = List.copyOf(written);
    }

    long records() {
        long records = 0;
        for (WrittenRange range : written) {
            records += range.records();
        }
        return records;
    }

    CountedCommittable<C> asLost() {
        return new CountedCommittable<>(transaction, written, true);
    }
}
