package dev.kafkaflink.operator.core.decide;

import dev.kafkaflink.operator.core.decide.Decision.ObjectKey;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.naming.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An object that could not be written as decided.
 *
 * @param object which one
 * @param kind why not
 * @param words what the API server says, in one line; empty: it was not asked
 */
public record Refusal(ObjectKey object, Kind kind, String words) {

    /** Why an object was not written. */
    public enum Kind {
        /** The API server has refused to apply it, such as by a webhook, a policy or a quota. */
        NotApplied,
        /** The API server has refused to delete it. */
        NotDeleted,
        /** Somebody else created it, so that it was left alone. */
        Foreign
    }

    /**
     * What is told of it.
     *
     * @param stuck whether the pipeline is being deleted, and the time for that is over
     */
    public Finding finding(boolean stuck) {
        boolean topic = object.kind().equals("KafkaTopic");
        String which = "%s '%s/%s'".formatted(object.kind(), object.namespace(), object.name());
        return switch (kind) {
            case Foreign ->
                Finding.of(
                        topic ? Reason.TopicNotOurs : Reason.DeploymentNotOurs,
                        which + " was created by somebody else; rename the pipeline or its topic, or delete it");
            case NotApplied ->
                Finding.of(reason(topic), which + " cannot be applied: " + words + "; it is tried again");
            case NotDeleted ->
                Finding.of(
                        stuck ? Reason.DeletionStuck : reason(topic),
                        "%s cannot be deleted: %s; let the operator delete it, or delete it by hand: kubectl delete %s -n %s %s%s; it is tried again"
                                .formatted(
                                        which,
                                        words,
                                        object.kind().toLowerCase(Locale.ROOT),
                                        object.namespace(),
                                        object.name(),
                                        topic
                                                ? ", or have it stay by taking its label " + Labels.PIPELINE + " away"
                                                : ""));
        };
    }

    /**
     * What is wrong with a pipeline some of whose objects could not be written.
     *
     * @param stuck as in {@link #finding}
     */
    public static List<Finding> findings(Decision decision, List<Refusal> refusals, boolean stuck) {
        List<Finding> findings = new ArrayList<>(decision.findings());
        refusals.stream().map(refusal -> refusal.finding(stuck)).forEach(findings::add);
        return List.copyOf(findings);
    }

    private static Reason reason(boolean topic) {
        return topic ? Reason.TopicWriteRefused : Reason.JobWriteRefused;
    }
}
