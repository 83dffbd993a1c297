package dev.kafkaflink.local.standin.flink.lifecycle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An error as {@code status.error} shows it: JSON with the exception's class, its message, and at most two causes.
 *
 * @param type the exception's class
 * @param metadata for instance {@code reason}: ErrImagePull
 * @param causes from the outside in; more than two are cut off when written
 */
public record ErrorText(String type, String message, Map<String, String> metadata, List<Cause> causes) {
    private static final String OPERATOR = "org.apache.flink.kubernetes.operator.exception.";
    private static final String SERIALIZED = "org.apache.flink.util.SerializedThrowable";
    private static final String CAUSED_BY = "Caused by: ";
    private static final int SHOWN_CAUSES = 2;

    /** One link of the chain of causes. */
    public record Cause(String type, String message) {}

    public ErrorText {
        metadata = Map.copyOf(metadata);
        causes = List.copyOf(causes);
    }

    static ErrorText validation(String message) {
        return new ErrorText(OPERATOR + "ValidationException", message, Map.of(), List.of());
    }

    static ErrorText upgrade(String message) {
        return new ErrorText(OPERATOR + "UpgradeFailureException", message, Map.of(), List.of());
    }

    static ErrorText missingJobManager() {
        return new ErrorText(
                OPERATOR + "MissingJobManagerException", "Missing JobManager deployment", Map.of(), List.of());
    }

    /** The job manager's container does not start. */
    public static ErrorText deployment(String reason, String message) {
        return new ErrorText(OPERATOR + "DeploymentFailedException", message, Map.of("reason", reason), List.of());
    }

    /** The job manager cannot be started because Flink refuses its configuration. */
    public static ErrorText configuration(String message, String cause) {
        String type = "org.apache.flink.configuration.IllegalConfigurationException";
        return new ErrorText(
                OPERATOR + "ReconciliationException",
                type + ": " + message,
                Map.of(),
                List.of(new Cause(type, message), new Cause(type, cause)));
    }

    /** Something that the operator did failed with a Java exception. */
    public static ErrorText reconciliation(Throwable failure) {
        String message = failure.getClass().getName() + ": " + failure.getMessage();
        Cause cause = new Cause(failure.getClass().getName(), String.valueOf(failure.getMessage()));
        return new ErrorText(OPERATOR + "ReconciliationException", message, Map.of(), List.of(cause));
    }

    /** The stack trace of a savepoint that failed, as Flink's REST API gives it. */
    public static ErrorText savepoint(String stackTrace) {
        List<Cause> chain = chain(stackTrace);
        List<Cause> causes = new ArrayList<>();
        causes.add(new Cause(
                "java.util.concurrent.ExecutionException", chain.get(0).message()));
        chain.stream().skip(1).forEach(causes::add);
        return new ErrorText(OPERATOR + "UpgradeFailureException", "Savepoint Error", Map.of(), causes);
    }

    /** The stack trace of a job that failed, as Flink's REST API gives it. */
    public static ErrorText job(String stackTrace) {
        List<Cause> chain = chain(stackTrace);
        return new ErrorText(SERIALIZED, chain.get(0).message(), Map.of(), chain.subList(1, chain.size()));
    }

    /** Each link's message begins with the exception's class, for Flink ships its causes as text. */
    private static List<Cause> chain(String stackTrace) {
        List<Cause> chain = new ArrayList<>();
        for (String line : stackTrace.split("\n")) {
            if (chain.isEmpty()) {
                chain.add(new Cause(SERIALIZED, line.strip()));
            } else if (line.startsWith(CAUSED_BY)) {
                chain.add(
                        new Cause(SERIALIZED, line.substring(CAUSED_BY.length()).strip()));
            }
        }
        return chain;
    }

    String toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", type).put("message", message);
        ObjectNode shownMetadata = json.putObject("additionalMetadata");
        metadata.forEach(shownMetadata::put);
        ArrayNode list = json.putArray("throwableList");
        causes.stream().limit(SHOWN_CAUSES).forEach(cause -> list.addObject()
                .put("type", cause.type())
                .put("message", cause.message())
                .putObject("additionalMetadata"));
        return json.toString();
    }
}
