package dev.kafkaflink.local.standin.flink.lifecycle;

import java.util.Map;
import java.util.Optional;

/**
 * What is to be seen of a deployment's processes, its REST API and its high-availability data.
 *
 * @param container the job manager's process
 * @param containerError why it waits; present exactly if it does
 * @param neverStarted the job manager was asked for, and its process has not run even once
 * @param rest what the job manager answers
 * @param haMetadata what the ConfigMaps of Kubernetes HA hold
 * @param clusterInfo for {@code status.clusterInfo}; empty while unknown
 * @param savepoint the outcome of the savepoint whose trigger id the status has; absent while it is not decided
 */
public record Facts(
        Container container,
        Optional<ErrorText> containerError,
        boolean neverStarted,
        Rest rest,
        HaMetadata haMetadata,
        Map<String, String> clusterInfo,
        Optional<Savepoint> savepoint) {

    /** Nothing runs and nothing is kept. */
    public static final Facts NOTHING = new Facts(
            Container.ABSENT,
            Optional.empty(),
            false,
            new Rest.Unreachable(),
            HaMetadata.NONE,
            Map.of(),
            Optional.empty());

    public Facts {
        clusterInfo = Map.copyOf(clusterInfo);
    }

    /** The job manager's process, where Kubernetes has a Deployment with a pod. */
    public enum Container {
        /** There is none and there should be none. */
        ABSENT,
        /** It runs, and its REST port is not open yet. */
        STARTING,
        /** It does not run: no such image, or it is not restarted yet after it ended. */
        WAITING,
        /** Its REST port is open. */
        PORT_OPEN
    }

    /** What Kubernetes HA keeps. */
    public enum HaMetadata {
        NONE,
        WITHOUT_CHECKPOINT,
        WITH_CHECKPOINT
    }

    /** What the job manager's REST API says. */
    public sealed interface Rest {
        /** No usable answer, for now. */
        record Unreachable() implements Rest {}

        /** No usable answer for so long that a client gives up. */
        record TimedOut() implements Rest {}

        /** The API answers and knows no job with the id: it has not been submitted yet, or it never will be. */
        record NoJob() implements Rest {}

        /**
         * The job.
         *
         * @param startTime milliseconds since 1970
         * @param failure why a FAILED job failed
         * @param lastCheckpoint where a job that has ended can go on from
         */
        record Job(
                JobState state,
                String name,
                long startTime,
                Optional<ErrorText> failure,
                Optional<String> lastCheckpoint)
                implements Rest {}
    }

    /**
     * A savepoint that was asked for by nonce.
     *
     * @param location empty if it failed
     */
    public record Savepoint(Optional<String> location) {}
}
