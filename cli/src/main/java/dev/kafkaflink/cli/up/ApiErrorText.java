package dev.kafkaflink.cli.up;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.regex.Pattern;

/** What the API server has against a resource, as a person needs it: the field and what is wrong, a line each. */
final class ApiErrorText {
    /** The API server shows the value of a field before the message; of an object, only that it is one. */
    private static final Pattern OPAQUE_VALUE = Pattern.compile("^Invalid value: (\"object\": |null: |(?=[a-z]))");

    /** How unknown fields are announced: a preamble that repeats the resource's name and kind. */
    private static final Pattern TYPED_PATCH =
            Pattern.compile("(?s)^.*failed to create typed patch object \\([^)]*\\): (errors:)?\\s*");

    private ApiErrorText() {}

    static List<String> of(KubernetesClientException e) {
        Status status = e.getStatus();
        if (status == null || status.getMessage() == null) {
            return List.of(String.valueOf(e.getMessage()));
        }
        if (status.getDetails() == null
                || status.getDetails().getCauses() == null
                || status.getDetails().getCauses().isEmpty()) {
            return TYPED_PATCH
                    .matcher(status.getMessage())
                    .replaceFirst("")
                    .lines()
                    .map(line -> line.strip().replaceFirst("^\\.", ""))
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
        return status.getDetails().getCauses().stream()
                .map(ApiErrorText::line)
                .distinct()
                .toList();
    }

    private static String line(StatusCause cause) {
        String message =
                OPAQUE_VALUE.matcher(String.valueOf(cause.getMessage())).replaceFirst("");
        boolean placeless = cause.getField() == null
                || cause.getField().isEmpty()
                || cause.getField().equals("<nil>");
        return placeless ? message : cause.getField() + ": " + message;
    }
}
