package dev.kafkaflink.operator.edge.apply;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;

/** What an exception says to a person: the innermost cause's own words, or those of the API server. */
public final class FailureText {
    private FailureText() {}

    public static String of(Throwable failure) {
        String told = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // The client's own text repeats the answer three times over.
            if (cause instanceof KubernetesClientException refused
                    && refused.getStatus() != null
                    && refused.getStatus().getMessage() != null) {
                return "the API server says: " + line(refused.getStatus().getMessage());
            }
            told = Objects.requireNonNullElse(
                    cause.getMessage(), cause.getClass().getSimpleName());
        }
        return line(told);
    }

    private static String line(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
