package dev.kafkaflink.crds.jobdef;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder in which a pipeline's jobs keep their state, one after the other:
 *
 * <pre>
 * FOLDER/checkpoints/JOB/chk-N
 * FOLDER/savepoints/savepoint-X
 * FOLDER/newest                  stands for the newest of them; there is no such file
 * </pre>
 *
 * A job that is to go on where its predecessor was is given {@code FOLDER/newest} as the savepoint to begin from. Only
 * who can read the folder knows which that is: what was the newest a second ago may be replaced and deleted by now.
 */
public final class StateFolder {
    private static final String CHECKPOINTS = "/checkpoints";
    private static final String SAVEPOINTS = "/savepoints";
    private static final String NEWEST = "/newest";
    private static final Pattern KEPT =
            Pattern.compile("(.+)(?:/checkpoints(?:/[0-9a-f]{32})?/chk-[0-9]+|/savepoints/[^/]+|/newest)/?");

    private StateFolder() {}

    /** Where the checkpoints of a folder are, a folder for each job. */
    public static String checkpoints(String folder) {
        return folder + CHECKPOINTS;
    }

    /** Where the savepoints of a folder are. */
    public static String savepoints(String folder) {
        return folder + SAVEPOINTS;
    }

    /** What stands for the newest checkpoint or savepoint in a folder. */
    public static String newest(String folder) {
        return folder + NEWEST;
    }

    /** The folder whose newest checkpoint or savepoint a path stands for; empty: it stands for itself. */
    public static Optional<String> ofNewest(String path) {
        return path.endsWith(NEWEST)
                ? Optional.of(path.substring(0, path.length() - NEWEST.length()))
                : Optional.empty();
    }

    /** The folder in which a checkpoint or savepoint lies, or the newest is to be found; empty: in none. */
    public static Optional<String> of(String path) {
        Matcher kept = KEPT.matcher(path);
        return kept.matches() ? Optional.of(kept.group(1)) : Optional.empty();
    }
}
