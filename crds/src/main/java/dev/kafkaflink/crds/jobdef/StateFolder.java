package dev.kafkaflink.crds.jobdef;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder in which a pipeline's jobs keep their state, one after the other:
 *
 * <pre>
 * FOLDER/checkpoints/JOB/chk-N
 * FOLDER/savepoints/savepoint-X
 * FOLDER/newest                  stands for the newest of them, and there must be one; there is no such file
 * FOLDER/newest-since-SECONDS    stands for the newest that was written since then, or for none
 * </pre>
 *
 * A job that is to go on where its predecessor was is given {@code FOLDER/newest} as the savepoint to begin from. Only
 * who can read the folder knows which that is: what was the newest a second ago may be replaced and deleted by now.
 */
public final class StateFolder {
    private static final String CHECKPOINTS = "/checkpoints";
    private static final String SAVEPOINTS = "/savepoints";
    private static final String NEWEST = "/newest";
    private static final Pattern NEWEST_SINCE = Pattern.compile("(.+)/newest-since-([0-9]{1,18})");
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

    /**
     * What stands for the newest checkpoint or savepoint in a folder that was written since a moment, if there is any: what
     * is older is of another pipeline that had the folder before.
     */
    public static String newestSince(String folder, Instant since) {
        return folder + NEWEST + "-since-" + since.getEpochSecond();
    }

    /** Whether a path stands for the newest state if there is any, and for none otherwise. */
    public static boolean mayBeEmpty(String path) {
        return NEWEST_SINCE.matcher(path).matches();
    }

    /** The folder and the moment that {@link #newestSince} was made of; empty: the path stands for something else. */
    public static Optional<Map.Entry<String, Instant>> ofNewestSince(String path) {
        Matcher matcher = NEWEST_SINCE.matcher(path);
        return matcher.matches()
                ? Optional.of(Map.entry(matcher.group(1), Instant.ofEpochSecond(Long.parseLong(matcher.group(2)))))
                : Optional.empty();
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
