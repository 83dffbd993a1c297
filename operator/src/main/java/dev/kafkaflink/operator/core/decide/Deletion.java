package dev.kafkaflink.operator.core.decide;

import dev.kafkaflink.crds.v1alpha1.TopicSpec;
import dev.kafkaflink.operator.core.decide.Decision.ObjectKey;
import dev.kafkaflink.operator.core.desired.DesiredState;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.model.TopicFacts;
import dev.kafkaflink.operator.core.resolve.OwnedTopic;
import dev.kafkaflink.operator.core.status.Statuses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline that is being deleted: first its job ends, then the topics go that are to go with it. The others stay with
 * their labels, so that a pipeline of the same name finds its topics again. ConfigMaps go by their owner reference.
 */
final class Deletion {
    private static final Duration REQUEUE_AFTER = Duration.ofSeconds(5);

    private Deletion() {}

    static Decision decide(Observed observed, Instant now) {
        List<ObjectKey> delete = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        boolean jobThere =
                observed.deployment() != null && observed.deployment().ours();
        if (jobThere) {
            findings.add(Finding.of(Reason.Deleting, "the pipeline is being deleted; its job is being stopped"));
            if (!observed.deployment().deleting()) {
                delete.add(new ObjectKey(
                        DesiredState.DEPLOYMENT_API,
                        DesiredState.DEPLOYMENT_KIND,
                        observed.pipeline().getMetadata().getNamespace(),
                        observed.deployment().name()));
            }
        } else {
            List<TopicFacts> leaving = leaving(observed);
            leaving.stream().filter(Leftovers::mayBeDeleted).map(Leftovers::key).forEach(delete::add);
            if (!leaving.isEmpty()) {
                findings.add(Finding.of(
                        Reason.Deleting,
                        "the pipeline is being deleted; its topics with deletionPolicy Delete are being deleted"));
            }
        }
        boolean released = findings.isEmpty();
        if (released) {
            findings.add(Finding.of(Reason.Deleting, "the pipeline is being deleted"));
        }
        return new Decision(
                findings,
                null,
                List.of(),
                delete,
                released,
                Statuses.deleting(observed, findings.get(0), now),
                released ? null : REQUEUE_AFTER);
    }

    // Those that are on their way out, or that can go without taking along what the pipeline did not make.
    private static List<TopicFacts> leaving(Observed observed) {
        return observed.topics().stream()
                .filter(topic -> topic.owner().equals(OwnedTopic.owner(observed)))
                .filter(topic -> goes(observed, topic))
                .filter(topic -> topic.deleting() || Leftovers.mayBeDeleted(topic))
                .toList();
    }

    // The specification knows better than the mark, which may not have been brought up to date.
    private static boolean goes(Observed observed, TopicFacts topic) {
        Optional<OwnedTopic> listed = OwnedTopic.of(observed).stream()
                .filter(owned -> owned.resource().equals(topic.name()))
                .findFirst();
        return listed.map(owned -> owned.spec().deletionPolicy() == TopicSpec.DeletionPolicy.Delete)
                .orElse(topic.deleteWithPipeline());
    }
}
