package dev.kafkaflink.job.restore;

import dev.kafkaflink.crds.jobdef.StateFolder;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;

/**
 * The newest checkpoint or savepoint in a folder. It is the one that a job has to begin from so that nothing comes out
 * twice: what an older one does not know of may have been committed to Kafka since.
 *
 * <p>A job counts its checkpoints and savepoints in one sequence, so that their numbers say which is the newest of one job.
 * Between jobs the time when they were written decides, for a job without state counts from 1 again. Since the jobs of a
 * pipeline run one after the other, their times never interleave; if they do, the files were copied, and none is taken.
 */
public final class NewestState {
    /** Flink writes it last: with it a checkpoint or savepoint is whole. */
    private static final String METADATA = "_metadata";
    /** Folders of files that several checkpoints share. */
    private static final Set<String> PARTS = Set.of("shared", "taskowned");
    /** Below the folder of checkpoints: one for each job, and one for each of its checkpoints. */
    private static final int DEPTH = 2;

    private static final Pattern CHECKPOINT = Pattern.compile("chk-([0-9]{1,18})");
    /** Named with the beginning of the job's id, and something random. */
    private static final Pattern SAVEPOINT = Pattern.compile("savepoint-([0-9a-f]{6})-[0-9a-f]+");
    /** Named with the job's id. */
    private static final Pattern JOB = Pattern.compile("([0-9a-f]{6})[0-9a-f]{26}");

    private NewestState() {}

    /** The states of one job, which is known by the beginning of its id, and when the first and the last was written. */
    private record Job(List<FileStatus> states, long first, long last) {
        Job(List<FileStatus> states) {
            this(
                    states,
                    states.stream()
                            .mapToLong(FileStatus::getModificationTime)
                            .min()
                            .orElseThrow(),
                    states.stream()
                            .mapToLong(FileStatus::getModificationTime)
                            .max()
                            .orElseThrow());
        }
    }

    /**
     * The path of the newest whole checkpoint or savepoint.
     *
     * @param folder as {@link StateFolder} describes it
     * @throws IllegalStateException if there is none, or it cannot be known; the message says what to do
     * @throws IOException if the folder or a savepoint cannot be read
     */
    public static String in(String folder) throws IOException {
        return newest(folder, Instant.MIN)
                .orElseThrow(() -> new IllegalStateException("no checkpoint or savepoint is left in " + folder
                        + ", so that the job cannot go on where it was; put them back, or set"
                        + " spec.job.upgrade: Stateless to begin without any state; then delete the"
                        + " FlinkDeployment, which is made anew"));
    }

    /**
     * The path of the newest whole checkpoint or savepoint that was written since a moment; empty: there is none.
     *
     * @param since by the clock of what stores the files; of its second, too
     * @throws IllegalStateException if it cannot be known; the message says what to do
     * @throws IOException if the folder or a savepoint cannot be read
     */
    public static Optional<String> since(String folder, Instant since) throws IOException {
        return newest(folder, since);
    }

    private static Optional<String> newest(String folder, Instant since) throws IOException {
        List<FileStatus> whole = new ArrayList<>();
        collect(new Path(StateFolder.checkpoints(folder)), DEPTH, whole);
        collect(new Path(StateFolder.savepoints(folder)), DEPTH, whole);
        whole.removeIf(
                metadata -> Instant.ofEpochMilli(metadata.getModificationTime()).isBefore(since));
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        List<Job> jobs = jobs(whole);
        long last = jobs.stream().mapToLong(Job::last).max().orElseThrow();
        // Object stores count time in seconds: two jobs may have written within one, and the numbers went on.
        List<FileStatus> candidates = jobs.stream()
                .filter(job -> job.last() == last)
                .flatMap(job -> job.states().stream())
                .toList();
        FileStatus newest = withHighestNumber(candidates);
        requireOneAfterTheOther(folder, jobs, newest);
        return Optional.of(state(newest).toString());
    }

    private static List<Job> jobs(List<FileStatus> whole) {
        Map<String, List<FileStatus>> byJob = new HashMap<>();
        whole.forEach(metadata -> byJob.computeIfAbsent(job(state(metadata)), job -> new ArrayList<>())
                .add(metadata));
        return byJob.values().stream().map(Job::new).toList();
    }

    /** The beginning of the job's id; of a state that does not tell, its path. */
    private static String job(Path state) {
        Matcher job = CHECKPOINT.matcher(state.getName()).matches()
                ? JOB.matcher(state.getParent().getName())
                : SAVEPOINT.matcher(state.getName());
        return job.matches() ? job.group(1) : state.toString();
    }

    private static void requireOneAfterTheOther(String folder, List<Job> jobs, FileStatus newest) {
        Job chosen = jobs.stream()
                .filter(job -> job.states().contains(newest))
                .findFirst()
                .orElseThrow();
        for (Job other : jobs) {
            if (other != chosen && other.last() > chosen.first()) {
                throw new IllegalStateException("which job wrote last is not known: " + state(newest) + " and "
                        + state(other.states().get(0))
                        + " are of two jobs whose checkpoints and savepoints were written"
                        + " at the same time, as if they had been copied; move those of the older job out of " + folder
                        + ", and delete the FlinkDeployment, which is made anew");
            }
        }
    }

    private static FileStatus withHighestNumber(List<FileStatus> states) throws IOException {
        FileStatus newest = states.get(0);
        if (states.size() == 1) {
            return newest;
        }
        long highest = number(newest);
        for (FileStatus state : states.subList(1, states.size())) {
            long number = number(state);
            if (number > highest) {
                highest = number;
                newest = state;
            }
        }
        return newest;
    }

    private static long number(FileStatus metadata) throws IOException {
        Matcher checkpoint = CHECKPOINT.matcher(state(metadata).getName());
        if (checkpoint.matches()) {
            return Long.parseLong(checkpoint.group(1));
        }
        Path path = metadata.getPath();
        try (FSDataInputStream stream = path.getFileSystem().open(path)) {
            return Checkpoints.loadCheckpointMetadata(
                            new DataInputStream(stream),
                            Thread.currentThread().getContextClassLoader(),
                            path.toString())
                    .getCheckpointId();
        }
    }

    private static Path state(FileStatus metadata) {
        return metadata.getPath().getParent();
    }

    private static void collect(Path folder, int depth, List<FileStatus> whole) throws IOException {
        for (FileStatus file : files(folder)) {
            String name = file.getPath().getName();
            if (!file.isDir() && name.equals(METADATA)) {
                whole.add(file);
            } else if (file.isDir() && depth > 0 && !PARTS.contains(name)) {
                collect(file.getPath(), depth - 1, whole);
            }
        }
    }

    private static FileStatus[] files(Path folder) throws IOException {
        try {
            FileStatus[] files = folder.getFileSystem().listStatus(folder);
            return files == null ? new FileStatus[0] : files;
        } catch (FileNotFoundException e) {
            // A pipeline that was never stopped has no savepoints, and a checkpoint may be replaced while this looks.
            return new FileStatus[0];
        }
    }
}
