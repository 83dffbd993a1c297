package dev.kafkaflink.crds.jobdef;

/**
 * What a running job says of itself among its global job parameters: {@code GET /jobs/ID/config} has them as
 * {@code execution-config.user-config}.
 */
public final class JobParameters {
    /**
     * Of which revision the job is. Also the Flink setting that says so to the job; without it, the hash of the job's
     * definition.
     */
    public static final String REVISION = "kafkaflink.revision";

    private JobParameters() {}
}
