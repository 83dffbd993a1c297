package dev.kafkaflink.local.standin.strimzi;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;

/**
 * Stands in for Strimzi's user operator: makes the users of the KafkaUsers of one cluster in one namespace, with a
 * Secret that holds {@code password} and {@code sasl.jaas.config}, and with just the rights that they name.
 *
 * <p>Left out: client certificates ({@code tls}, {@code tls-external}), which the broker here does not take; quotas;
 * passwords from a Secret of one's own; renewal; pausing; and users that were deleted while the stand-in was down,
 * whose credentials stay in Kafka.
 */
final class UserOperator implements AutoCloseable, UserReconciler.UserResources {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int PASSWORD_LENGTH = 32;
    private static final String PASSWORD_KEY = "password";

    private final KubernetesClient client;
    private final String cluster;
    private final Resources resources;
    private final UserReconciler reconciler;
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private final Workqueue queue;
    private final SharedIndexInformer<GenericKubernetesResource> informer;
    private final SecureRandom random = new SecureRandom();

    /** Starts at once. {@code admin} stays the caller's. */
    UserOperator(KubernetesClient client, Admin admin, String namespace, String cluster, Duration periodicPass) {
        this.client = client;
        this.cluster = cluster;
        this.resources = new Resources(client, Strimzi.KAFKA_USER, namespace, cluster, Clock.systemUTC());
        this.reconciler = new UserReconciler(new KafkaUsers(admin), this, Clock.systemUTC());
        this.queue = new Workqueue("user-operator-" + cluster, this::pass);
        queue.every(periodicPass, () -> resources.list().forEach(resource -> queue.add(name(resource))));
        this.informer = resources.watch(resource -> queue.add(name(resource)), resource -> {
            gone.add(name(resource));
            queue.add(name(resource));
        });
    }

    private boolean pass(String name) {
        List<UserResource> found = resources.list().stream()
                .filter(resource -> name(resource).equals(name))
                .map(UserResource::of)
                .toList();
        if (found.isEmpty() && gone.contains(name)) {
            reconciler.removed(name);
        }
        gone.remove(name);
        return found.stream().anyMatch(reconciler::reconcile);
    }

    @Override
    public String password(UserResource user) {
        Secret secret = client.secrets()
                .inNamespace(user.namespace())
                .withName(user.secretName())
                .get();
        if (secret != null && secret.getData() != null && secret.getData().containsKey(PASSWORD_KEY)) {
            byte[] password = Base64.getDecoder().decode(secret.getData().get(PASSWORD_KEY));
            return new String(password, StandardCharsets.UTF_8);
        }
        String password = newPassword();
        client.secrets()
                .inNamespace(user.namespace())
                .resource(secret(user, password))
                .forceConflicts()
                .serverSideApply();
        return password;
    }

    private Secret secret(UserResource user, String password) {
        String jaas =
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user.name(), password);
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(user.namespace())
                .withName(user.secretName())
                .withLabels(Map.of(Strimzi.CLUSTER_LABEL, cluster, Strimzi.KIND_LABEL, "KafkaUser"))
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(Strimzi.API_VERSION)
                        .withKind("KafkaUser")
                        .withName(user.name())
                        .withUid(user.uid())
                        .withController(false)
                        .withBlockOwnerDeletion(false)
                        .build())
                .endMetadata()
                .withType("Opaque")
                .withStringData(Map.of(PASSWORD_KEY, password, "sasl.jaas.config", jaas))
                .build();
    }

    private String newPassword() {
        StringBuilder password = new StringBuilder();
        random.ints(PASSWORD_LENGTH, 0, LETTERS.length()).forEach(index -> password.append(LETTERS.charAt(index)));
        return password.toString();
    }

    @Override
    public void writeStatus(String name, Map<String, Object> status) {
        resources.writeStatus(name, status);
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
