package dev.kafkaflink.crds.jobdef;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyBucketsTest {
    @Property
    void aLatencyLiesInItsBucketAndInNoOther(@ForAll long millis) {
        int index = LatencyBuckets.indexOf(millis);
        assertThat(millis).isLessThanOrEqualTo(LatencyBuckets.bound(index));
        if (index > 0) {
            assertThat(millis).isGreaterThan(LatencyBuckets.bound(index - 1));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 16, 17, 1L << 62, (1L << 62) + 1, Long.MAX_VALUE})
    void theBoundsOfAnOctaveLieInTheirBuckets(long millis) {
        aLatencyLiesInItsBucketAndInNoOther(millis);
    }

    @Property
    void aQuantileIsWithinFivePercentOfTheTrueOne(
            @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 1, max = 1_000_000_000_000L) Long> latencies) {
        var counts = new TreeMap<Integer, Long>();
        latencies.forEach(latency -> counts.merge(LatencyBuckets.indexOf(latency), 1L, Long::sum));
        var sorted = latencies.stream().sorted().toList();
        for (double quantile : new double[] {0.5, 0.95, 0.99, 1}) {
            long exact = sorted.get((int) Math.ceil(quantile * sorted.size()) - 1);
            assertThat(LatencyBuckets.quantile(counts, quantile)).isBetween(exact * 0.954, exact * 1.046);
        }
    }

    @Test
    void nothingHasNoQuantile() {
        assertThatThrownBy(() -> LatencyBuckets.quantile(new TreeMap<>(), 0.5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void negativeLatenciesOfClocksThatDifferCountAsZero() {
        assertThat(LatencyBuckets.indexOf(-5)).isZero();
        assertThat(LatencyBuckets.indexOf(Long.MIN_VALUE)).isZero();
    }
}
