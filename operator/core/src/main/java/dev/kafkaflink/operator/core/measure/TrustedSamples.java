package dev.kafkaflink.operator.core.measure;

import dev.kafkaflink.operator.core.model.Sample;
import dev.kafkaflink.operator.core.model.Sample.Attempt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Samples whose counters belong to their attempt. Flink refreshes metrics now and then only, so that just after a restart
 * it may give the old attempt's counters for the new one's. Of those that begin at zero with each attempt, late rows and
 * latencies, these would count twice.
 *
 * <pre>
 * attempt   1    1    1  | 2    2    2
 * late    100  200  300  | 310   5   40      310 is left over from attempt 1: it does not stay
 * </pre>
 */
final class TrustedSamples {
    private TrustedSamples() {}

    /**
     * The samples without left-over ones. A first one of an attempt that might be left over counts once the next one of
     * the attempt is there and has not fallen back.
     *
     * @param attempt the attempt before the first sample; null: none
     * @param counted what it had counted; null: nothing
     */
    static List<Sample> of(List<Sample> samples, Attempt attempt, Long counted) {
        List<Sample> trusted = new ArrayList<>();
        Attempt current = attempt;
        long high = counted == null ? 0 : counted;
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            if (current != null && !sample.attempt().equals(current) && mayBeLeftOver(samples, i, high)) {
                continue;
            }
            high = sample.attempt().equals(current) ? Math.max(high, counted(sample)) : counted(sample);
            current = sample.attempt();
            trusted.add(sample);
        }
        return trusted;
    }

    private static boolean mayBeLeftOver(List<Sample> samples, int i, long before) {
        long counted = counted(samples.get(i));
        if (before == 0 || counted < before) {
            return false;
        }
        List<Sample> later = samples.subList(i + 1, samples.size()).stream()
                .filter(other -> other.attempt().equals(samples.get(i).attempt()))
                .toList();
        return later.isEmpty() || later.stream().anyMatch(other -> counted(other) < counted);
    }

    // All that begins at zero with an attempt.
    private static long counted(Sample sample) {
        return (sample.late() == null ? 0 : sample.late())
                + sum(sample.eventTimeLatency().values())
                + sum(sample.processingLatency().values())
                + sum(sample.createTimeLatency().values());
    }

    private static long sum(Collection<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
