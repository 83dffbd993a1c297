package dev.kafkaflink.operator.core.check;

import dev.kafkaflink.crds.v1alpha1.ClusterRef;
import dev.kafkaflink.crds.v1alpha1.KafkaAccess;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.KafkaFacts;
import dev.kafkaflink.operator.core.model.KafkaFacts.Listener;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.naming.Labels;
import dev.kafkaflink.operator.core.resolve.ClusterIdentity;
import dev.kafkaflink.operator.core.resolve.JobSettings;
import dev.kafkaflink.operator.core.resolve.Listeners;
import dev.kafkaflink.operator.core.resolve.OwnedTopic;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the specification refers to: the Kafka, and how it is reached. */
final class ReferenceChecks {
    private ReferenceChecks() {}

    static List<Finding> kafkaExists(Observed observed) {
        KafkaAccess access = observed.pipeline().getSpec().kafka();
        if (access == null || access.clusterRef() == null || observed.kafka() != null) {
            return List.of();
        }
        ClusterRef ref = access.clusterRef();
        String namespace =
                ref.namespace() == null ? observed.pipeline().getMetadata().getNamespace() : ref.namespace();
        return List.of(new Finding(
                Reason.KafkaNotFound,
                "spec.kafka.clusterRef",
                "there is no Kafka '%s' in namespace '%s'; create it, or correct the reference"
                        .formatted(ref.name(), namespace)));
    }

    /** That the Kafka's owner lets the pipeline's namespace do what the pipeline does. */
    static List<Finding> allowed(Observed observed) {
        KafkaAccess access = observed.pipeline().getSpec().kafka();
        String namespace = observed.pipeline().getMetadata().getNamespace();
        if (observed.kafkaByAddress() != null && !observed.kafkaByAddress().mayUse(namespace)) {
            return List.of(notAllowed(observed.kafkaByAddress(), namespace, "spec.kafka.bootstrapServers"));
        }
        if (access == null || access.clusterRef() == null || observed.kafka() == null) {
            return List.of();
        }
        String kafka = observed.kafka().namespace() + "/" + observed.kafka().name();
        if (!observed.kafka().mayUse(namespace)) {
            return List.of(notAllowed(observed.kafka(), namespace, "spec.kafka.clusterRef"));
        }
        if (observed.kafka().mayOwnTopics(namespace)) {
            return List.of();
        }
        return OwnedTopic.of(observed).stream()
                .map(topic -> new Finding(
                        Reason.KafkaNotAllowed,
                        topic.path(),
                        ("Kafka '%s' lets namespace '%s' use topics and not own them, so that '%s' cannot be created; its owner"
                                        + " allows it by the Kafka's annotation %s, or creates the KafkaTopic for a pipeline that does not list it")
                                .formatted(kafka, namespace, topic.spec().name(), Labels.TOPIC_NAMESPACES)))
                .toList();
    }

    private static Finding notAllowed(KafkaFacts kafka, String namespace, String path) {
        return new Finding(
                Reason.KafkaNotAllowed,
                path,
                "Kafka '%s/%s' may not be used from namespace '%s'; its owner allows it by the Kafka's annotation %s"
                        .formatted(kafka.namespace(), kafka.name(), namespace, Labels.ALLOWED_NAMESPACES));
    }

    static List<Finding> listener(Observed observed) {
        KafkaAccess access = observed.pipeline().getSpec().kafka();
        if (access == null || access.clusterRef() == null || observed.kafka() == null) {
            return List.of();
        }
        List<Listener> all = observed.kafka().listeners();
        List<Listener> candidates = Listeners.candidates(access, observed.kafka());
        String kafka = observed.kafka().namespace() + "/" + observed.kafka().name();
        if (candidates.size() == 1 || all.isEmpty()) {
            return List.of();
        }
        if (candidates.isEmpty() && access.listener() != null) {
            return List.of(new Finding(
                    Reason.ListenerNotFound,
                    "spec.kafka.listener",
                    "Kafka '%s' has no listener '%s'; it has %s".formatted(kafka, access.listener(), names(all))));
        }
        return List.of(new Finding(
                Reason.ListenerAmbiguous,
                "spec.kafka.listener",
                "Kafka '%s' has %s; name one"
                        .formatted(
                                kafka,
                                candidates.isEmpty()
                                        ? "several listeners, all of which ask for a user: " + names(all)
                                        : "several listeners that need no user: " + names(candidates))));
    }

    static List<Finding> kafkaAddress(Observed observed) {
        KafkaAccess access = observed.pipeline().getSpec().kafka();
        if (access == null
                || access.clusterRef() == null
                || observed.kafka() == null
                || Listeners.bootstrapServers(observed).isPresent()) {
            return List.of();
        }
        String says = observed.kafka().message().isEmpty()
                ? ""
                : " (it says: " + observed.kafka().message() + ")";
        return List.of(new Finding(
                Reason.KafkaNotReady,
                "spec.kafka.clusterRef",
                "Kafka '%s/%s' has no address for its clients yet%s; see that Strimzi's cluster operator runs"
                        .formatted(
                                observed.kafka().namespace(), observed.kafka().name(), says)));
    }

    /** That the Kafka is the cluster that what the job keeps belongs to. */
    static List<Finding> sameCluster(Observed observed) {
        KafkaAccess access = observed.pipeline().getSpec().kafka();
        if (access == null) {
            return List.of();
        }
        String path = access.clusterRef() == null ? "spec.kafka.bootstrapServers" : "spec.kafka.clusterRef";
        if (ClusterIdentity.isToBeAsked(observed)) {
            return List.of(new Finding(Reason.AskingKafka, path, "Kafka is being asked which cluster it is"));
        }
        if (ClusterIdentity.beginsAnew(observed)) {
            return List.of();
        }
        Optional<String> kept = ClusterIdentity.kept(observed);
        Optional<String> asked = ClusterIdentity.asked(observed);
        if (kept.isPresent() && asked.isPresent()) {
            return kept.equals(asked) ? List.of() : List.of(otherCluster(observed, path, kept.get(), asked.get()));
        }
        if (!ClusterIdentity.matters(observed) || kept.isEmpty() && !ClusterIdentity.changesAddress(observed)) {
            return List.of();
        }
        return List.of(ClusterIdentity.failure(observed)
                .map(failure -> new Finding(
                        Reason.KafkaNotKnown,
                        path,
                        ("it cannot be told whether this is the Kafka cluster that the job has been on: %s; see that the operator"
                                        + " reaches it, put the address back, or set spec.job.upgrade: Stateless to begin anew")
                                .formatted(failure)))
                .orElseGet(() ->
                        new Finding(Reason.AskingKafka, path, "Kafka is being asked whether it is the same cluster")));
    }

    private static Finding otherCluster(Observed observed, String path, String kept, String asked) {
        String remedy = ClusterIdentity.changesAddress(observed)
                ? "put the address back, or set spec.job.upgrade: Stateless"
                : "set spec.job.upgrade: Stateless and delete the FlinkDeployment";
        return new Finding(
                Reason.OtherKafka,
                path,
                ("this is the Kafka cluster '%s', and what the job keeps belongs to '%s': its offsets mean nothing here; %s, so that"
                                + " the job begins without any state and its sources at their startMode")
                        .formatted(asked, kept, remedy));
    }

    private static String names(List<Listener> listeners) {
        return listeners.stream().map(Listener::name).collect(Collectors.joining(", "));
    }

    /** The pods of a job that runs were let in by the one that it has. */
    static List<Finding> serviceAccount(Observed observed) {
        String account =
                JobSettings.of(observed.pipeline(), observed.defaults()).serviceAccount();
        return observed.serviceAccountThere()
                ? List.of()
                : List.of(new Finding(
                        Reason.ServiceAccountNotFound,
                        "spec.job.serviceAccount",
                        "there is no ServiceAccount '%s' in namespace '%s', so that Flink's pods cannot be made; create it with the rights of deploy/flink-rbac, or name another"
                                .formatted(
                                        account,
                                        observed.pipeline().getMetadata().getNamespace())));
    }
}
