package dev.kafkaflink.crds.jobdef;

import java.util.SortedMap;

/**
 * Logarithmic latency buckets: counts of them add up across subtasks, and percentiles are computed from the sums. The
 * bounds grow by the fourth root of two, so that a percentile is at most 19 % above the true value.
 *
 * <p>Bucket 0 holds everything up to 1 ms, bucket i all above {@code bound(i - 1)} up to {@code bound(i)}, where
 * {@code bound(i)} is 2<sup>i/4</sup> ms.
 */
public final class LatencyBuckets {
    private static final int PER_OCTAVE = 4;
    /** The last bucket, 2^63 ms: nothing falls outside. */
    public static final int LAST = 63 * PER_OCTAVE;

    private LatencyBuckets() {}

    /** The bucket of a latency in milliseconds; a negative one, from clocks that differ, counts as 0. */
    public static int indexOf(long millis) {
        if (millis <= 1) {
            return 0;
        }
        // The estimate can be one off where the logarithm is rounded, so it is mended against the exact bounds.
        int index = Math.min(LAST, (int) Math.ceil(PER_OCTAVE * Math.log(millis) / Math.log(2)));
        while (index > 0 && millis <= bound(index - 1)) {
            index--;
        }
        while (index < LAST && millis > bound(index)) {
            index++;
        }
        return index;
    }

    /** The greatest latency that falls into the bucket, in milliseconds. */
    public static double bound(int index) {
        return Math.pow(2, (double) index / PER_OCTAVE);
    }

    /**
     * The bound of the bucket in which a quantile falls (nearest rank).
     *
     * @param counts count by bucket; their sum must be positive
     * @param quantile in (0, 1]
     * @return milliseconds
     */
    public static double quantile(SortedMap<Integer, Long> counts, double quantile) {
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        if (total <= 0) {
            throw new IllegalArgumentException("no quantile of nothing");
        }
        long rank = Math.max(1, (long) Math.ceil(quantile * total));
        long seen = 0;
        for (var bucket : counts.entrySet()) {
            seen += bucket.getValue();
            if (seen >= rank) {
                return bound(bucket.getKey());
            }
        }
        return bound(counts.lastKey());
    }
}
