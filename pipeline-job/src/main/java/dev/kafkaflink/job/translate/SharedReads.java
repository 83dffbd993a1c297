package dev.kafkaflink.job.translate;

import dev.kafkaflink.job.connector.source.SharedStreams;
import java.util.Map;
import java.util.Set;

/**
 * The sources that several parts of a job's plans read.
 *
 * @param used of each such source the indices of all columns that any part uses
 * @param streams what several plans share of them; null: there is one plan, which knows by itself
 */
record SharedReads(Map<String, Set<Integer>> used, SharedStreams streams) {
    /** Each part reads by itself. */
    static final SharedReads NONE = new SharedReads(Map.of(), null);

    boolean isEmpty() {
        return used.isEmpty();
    }

    /** The columns of a source that is shared; null: it is not. */
    Set<Integer> columns(String source) {
        return used.get(source);
    }
}
