package dev.kafkaflink.crds.jobdef;

import java.util.SortedMap;

/**
 * Logarithmic latency buckets: counts of them add up across subtasks, and percentiles are computed from the sums. The
 * bounds grow by the eighth root of two and a percentile is told as the middle of its bucket, so that it is within 4.6 %
 * of the true value.
 *
 * <p>Bucket 0 holds everything up to 1 ms, bucket i all above {@code bound(i - 1)} up to {@code bound(i)}, where
 * {@code bound(i)} is 2<sup>i/8</sup> ms, rounded down. Where two bounds are equal, the bucket between is never used.
 */
public final class LatencyBuckets {
    private static final int PER_OCTAVE = 8;
    /** The last bucket, up to 2^63 ms: nothing falls outside. */
    public static final int LAST = 63 * PER_OCTAVE;

    private static final long[] BOUNDS = bounds();

    private LatencyBuckets() {}

    private static long[] bounds() {
        long[] bounds = new long[LAST + 1];
        for (int index = 0; index <= LAST; index++) {
            bounds[index] = (long) Math.pow(2, (double) index / PER_OCTAVE);
        }
        return bounds;
    }

    /** The bucket of a latency in milliseconds; a negative one, from clocks that differ, counts as 0. */
    public static int indexOf(long millis) {
        if (millis <= 1) {
            return 0;
        }
        // Asked for each record: the octave is the highest bit, and within it few bounds are left to compare.
        int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(millis - 1);
        int index = octave * PER_OCTAVE + 1;
        while (BOUNDS[index] < millis) {
            index++;
        }
        return index;
    }

    /** The greatest latency that falls into the bucket, in milliseconds. */
    public static long bound(int index) {
        return BOUNDS[index];
    }

    /**
     * The middle of the bucket in which a quantile falls (nearest rank).
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
                return middle(bucket.getKey());
            }
        }
        return middle(counts.lastKey());
    }

    private static double middle(int index) {
        return index == 0 ? bound(0) : (bound(index - 1) + 1.0 + bound(index)) / 2;
    }
}
