package dev.kafkaflink.job.format;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.flink.util.InstantiationUtil;

/** A decoder or an encoder as a task gets it: made where the job is planned, serialized, and read again. */
public final class Shipped {
    private Shipped() {}

    public static <T extends Serializable> T of(T made) {
        try {
            return InstantiationUtil.clone(made);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
