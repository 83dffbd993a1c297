package dev.kafkaflink.local.standin.strimzi;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/**
 * Stands in for Strimzi's topic operator (unidirectional): watches the KafkaTopics of one cluster in one namespace and
 * brings the broker's topics to what they ask for.
 *
 * <p>Left out: changes of the replication factor by Cruise Control, {@code spec.config} properties that Strimzi can be
 * told to ignore, batches (each resource is a pass of its own, so that a broker that is down holds up one after the
 * other), and its metrics. A failure that may pass by itself is tried again after a second; the real one waits for its
 * periodic pass.
 */
final class TopicOperator implements AutoCloseable {
    private final Resources resources;
    private final TopicReconciler reconciler;
    private final Workqueue queue;
    private final SharedIndexInformer<GenericKubernetesResource> informer;

    /** Starts at once. {@code admin} stays the caller's. */
    TopicOperator(KubernetesClient client, Admin admin, String namespace, String cluster, Duration periodicPass) {
        this.resources = new Resources(client, Strimzi.KAFKA_TOPIC, namespace, cluster, Clock.systemUTC());
        this.reconciler = new TopicReconciler(new KafkaTopics(admin), resources);
        this.queue = new Workqueue("topic-operator-" + cluster, this::pass);
        queue.every(periodicPass, this::addAll);
        // Who waits for the name of one that is gone may have it now.
        this.informer = resources.watch(resource -> queue.add(name(resource)), gone -> addAll());
    }

    private boolean pass(String name) {
        List<TopicResource> all =
                resources.list().stream().map(TopicResource::of).toList();
        return all.stream()
                .filter(topic -> topic.name().equals(name))
                .anyMatch(topic -> reconciler.reconcile(topic, all));
    }

    private void addAll() {
        resources.list().forEach(resource -> queue.add(name(resource)));
    }

    private static String name(GenericKubernetesResource resource) {
        return resource.getMetadata().getName();
    }

    @Override
    public void close() {
        informer.close();
        queue.close();
    }
}
