package dev.kafkaflink.crds.jobdef;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The transactional ids of a pipeline's producers: {@code PREFIX-WRITER-SUBTASK-CHECKPOINT}, of which subtask and checkpoint are
 * added by Flink.
 */
public final class TransactionalIds {
    /** The writer of the dead letters. */
    public static final String DEAD_LETTERS = "dead-letters";

    private static final String SINK = "sink-";
    /**
     * A sink's name has no dash: so an id of another pipeline, whose name begins like this one's, is never taken for one of ours.
     */
    private static final Pattern REST =
            Pattern.compile("-(" + SINK + "[A-Za-z0-9_]+|" + DEAD_LETTERS + ")-[0-9]+-[0-9]+");

    private TransactionalIds() {}

    /** The writer of a sink. */
    public static String sink(String name) {
        return SINK + name;
    }

    /**
     * The writer that an id belongs to; empty: none of this pipeline.
     *
     * @param prefix of the pipeline's ids
     */
    public static Optional<String> writer(String id, String prefix) {
        if (!id.startsWith(prefix)) {
            return Optional.empty();
        }
        Matcher rest = REST.matcher(id.substring(prefix.length()));
        return rest.matches() ? Optional.of(rest.group(1)) : Optional.empty();
    }
}
