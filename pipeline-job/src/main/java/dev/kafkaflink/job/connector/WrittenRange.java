package dev.kafkaflink.job.connector;

/**
 * Records that were written to a partition one after another. Other writers' may lie between.
 *
 * @param records how many
 * @param first offset of the first
 * @param last offset of the last
 */
record WrittenRange(String topic, int partition, long records, long first, long last) {
    @Override
    public String toString() {
        return records + " at offsets " + first + " to " + last + " of " + topic + "-" + partition;
    }
}
