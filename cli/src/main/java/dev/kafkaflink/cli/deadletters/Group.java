package dev.kafkaflink.cli.deadletters;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Dead letters of one stage and one kind of error.
 *
 * @param reason their errors, without what differs from record to record
 * @param count how many there are
 * @param replayed how many of them were sent back
 * @param first when the first one was written
 * @param last when the last one was written
 * @param example the place of the last one
 */
record Group(
        String stage, String reason, long count, long replayed, Instant first, Instant last, DeadLetter.Place example) {
    private static final Comparator<Group> LARGEST_FIRST = Comparator.comparingLong(Group::count)
            .reversed()
            .thenComparing(Group::stage)
            .thenComparing(Group::reason);

    /** Adds up letters; no more of them is kept than a line a group. */
    static final class Collector {
        private final Map<List<String>, Group> groups = new LinkedHashMap<>();

        void add(DeadLetter letter, boolean replayed) {
            String reason = ErrorKind.of(letter.error());
            Group one = new Group(
                    letter.stage(), reason, 1, replayed ? 1 : 0, letter.written(), letter.written(), letter.place());
            groups.merge(List.of(letter.stage(), reason), one, Group::plus);
        }

        List<Group> largestFirst() {
            Collection<Group> all = groups.values();
            return all.stream().sorted(LARGEST_FIRST).toList();
        }
    }

    private Group plus(Group other) {
        boolean later = !other.last.isBefore(last);
        return new Group(
                stage,
                reason,
                count + other.count,
                replayed + other.replayed,
                other.first.isBefore(first) ? other.first : first,
                later ? other.last : last,
                later ? other.example : example);
    }
}
