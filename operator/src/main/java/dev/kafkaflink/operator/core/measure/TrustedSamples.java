package dev.kafkaflink.operator.core.measure;

import dev.kafkaflink.operator.core.model.Sample;
import dev.kafkaflink.operator.core.model.Sample.Attempt;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples whose counters belong to their attempt. Flink refreshes metrics now and then only, so that just after a restart
 * it may give the old attempt's counters for the new one's; counted from zero they would count twice.
 *
 * <pre>
 * attempt   1    1    1  | 2    2    2
 * read    100  200  300  | 310   5   40      310 is left over from attempt 1: it does not stay
 * </pre>
 */
final class TrustedSamples {
    private TrustedSamples() {}

    /**
     * The samples without left-over ones. A first one of an attempt that might be left over counts once the next one of
     * the attempt is there and has not fallen back.
     *
     * @param attempt the attempt before the first sample; null: none
     * @param read what it had read; null: not known
     */
    static List<Sample> of(List<Sample> samples, Attempt attempt, Long read) {
        List<Sample> trusted = new ArrayList<>();
        Attempt current = attempt;
        Long high = read;
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            if (current != null && !sample.attempt().equals(current) && mayBeLeftOver(samples, i, high)) {
                continue;
            }
            high = sample.attempt().equals(current) ? highest(high, sample.recordsIn()) : sample.recordsIn();
            current = sample.attempt();
            trusted.add(sample);
        }
        return trusted;
    }

    private static boolean mayBeLeftOver(List<Sample> samples, int i, Long before) {
        Long read = samples.get(i).recordsIn();
        if (read == null || before == null || before == 0 || read < before) {
            return false;
        }
        List<Sample> later = samples.subList(i + 1, samples.size()).stream()
                .filter(other -> other.attempt().equals(samples.get(i).attempt()) && other.recordsIn() != null)
                .toList();
        return later.isEmpty() || later.stream().anyMatch(other -> other.recordsIn() < read);
    }

    private static Long highest(Long one, Long other) {
        return one == null ? other : other == null ? one : Long.valueOf(Math.max(one, other));
    }
}
