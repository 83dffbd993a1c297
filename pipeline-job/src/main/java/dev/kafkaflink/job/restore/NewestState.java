package dev.kafkaflink.job.restore;

import dev.kafkaflink.crds.jobdef.StateFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * The newest checkpoint or savepoint in a folder. It is the one that a job has to begin from so that nothing comes out
 * twice: what an older one does not know of may have been committed to Kafka since.
 */
public final class NewestState {
    /** Flink writes it last: with it a checkpoint or savepoint is whole. */
    private static final String METADATA = "_metadata";
    /** Folders of files that several checkpoints share. */
    private static final Set<String> PARTS = Set.of("shared", "taskowned");
    /** Below the folder of checkpoints: one for each job, and one for each of its checkpoints. */
    private static final int DEPTH = 2;

    /** Object stores count time in seconds. A savepoint of the same second as a checkpoint ended the job. */
    private static final Comparator<FileStatus> OLDEST_FIRST =
            Comparator.comparingLong(FileStatus::getModificationTime).thenComparingLong(NewestState::number);

    private NewestState() {}

    /**
     * The path of the newest whole checkpoint or savepoint.
     *
     * @param folder as {@link StateFolder} describes it
     * @throws IllegalStateException if there is none; the message says what to do
     * @throws IOException if the folder cannot be read
     */
    public static String in(String folder) throws IOException {
        List<FileStatus> whole = new ArrayList<>();
        collect(new Path(StateFolder.checkpoints(folder)), DEPTH, whole);
        collect(new Path(StateFolder.savepoints(folder)), DEPTH, whole);
        return whole.stream()
                .max(OLDEST_FIRST)
                .map(metadata -> metadata.getPath().getParent().toString())
                .orElseThrow(() -> new IllegalStateException("no checkpoint or savepoint is left in " + folder
                        + ", so that the job cannot go on where it was; put them back, or set"
                        + " spec.job.upgrade: Stateless to begin without any state; then delete the"
                        + " FlinkDeployment, which is made anew"));
    }

    private static long number(FileStatus metadata) {
        String name = metadata.getPath().getParent().getName();
        return name.matches("chk-[0-9]{1,18}") ? Long.parseLong(name.substring("chk-".length())) : Long.MAX_VALUE;
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
