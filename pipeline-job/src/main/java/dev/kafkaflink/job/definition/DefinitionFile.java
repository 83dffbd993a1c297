package dev.kafkaflink.job.definition;

import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a job definition from a file. */
public final class DefinitionFile {
    private DefinitionFile() {}

    /**
     * The definition in a file.
     *
     * @throws IllegalArgumentException if there is none; the message says why, for a person
     */
    public static JobDefinition read(Path file) {
        try {
            return read(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no definition at " + file, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the definition at " + file + " cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the definition at " + file + " is not one: " + e.getMessage(), e);
        }
    }

    private static JobDefinition read(String json) {
        try {
            return DefinitionJson.read(json, JobDefinition.class);
        } catch (IllegalArgumentException e) {
            // What a newer release has added to it is the reason, and not the first field that is not known here.
            int version = DefinitionJson.version(json);
            if (version > Release.DEFINITION) {
                throw new IllegalArgumentException(ReleaseCheck.newer(version), e);
            }
            throw e;
        }
    }

    /**
     * Checks that a definition is the one that was meant.
     *
     * @param expected its hash
     * @throws IllegalArgumentException if it has another
     */
    public static void requireHash(JobDefinition definition, String expected) {
        String actual = DefinitionJson.hash(definition);
        if (!actual.equals(expected)) {
            throw new IllegalArgumentException(
                    "the definition has the hash %s, but %s was asked for: the mounted file is not the one this job was"
                                    .formatted(actual, expected)
                            + " deployed for; it may not have arrived yet");
        }
    }
}
