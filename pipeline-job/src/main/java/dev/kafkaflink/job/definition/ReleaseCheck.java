package dev.kafkaflink.job.definition;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Release;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a definition, this jar and the Flink that it runs on are of one release. What an image holds is not known before it
 * runs: a job of the wrong image says so here, at once, and the operator puts the previous job back.
 */
public final class ReleaseCheck {
    private static final String REMEDY =
            "; leave job.image out, or build it from the release of the operator (deploy/images/pipeline-job.Dockerfile)";

    private ReleaseCheck() {}

    /**
     * Checks a job that is about to start.
     *
     * @param flink the version of Flink that it runs on
     * @throws IllegalArgumentException if it cannot run here, with the versions and the remedy
     */
    public static void require(JobDefinition definition, String flink) {
        problem(definition, flink).ifPresent(message -> {
            throw new IllegalArgumentException(message);
        });
    }

    /** What does not go together; empty: nothing. */
    public static Optional<String> problem(JobDefinition definition, String flink) {
        if (definition.version() != null && definition.version() > Release.DEFINITION) {
            return Optional.of(newer(definition.version()));
        }
        String here = Release.lineOf(flink);
        return Stream.of(
                        Optional.ofNullable(definition.flink())
                                .filter(planned -> !planned.equals(here))
                                .map(planned -> "the definition was planned for Flink " + planned),
                        Optional.of(Release.flinkLine())
                                .filter(built -> !built.equals(here))
                                .map(built -> "this job was built for Flink " + built))
                .flatMap(Optional::stream)
                .findFirst()
                .map(what -> what + ", but the image has Flink " + flink + REMEDY);
    }

    /** What to say of a definition that a newer release wrote. */
    static String newer(int version) {
        return "the definition has version " + version + ", and this job knows " + known()
                + ": the job's image is older than the operator" + REMEDY;
    }

    private static String known() {
        return Release.DEFINITION == 1 ? "only version 1" : "versions up to " + Release.DEFINITION;
    }
}
