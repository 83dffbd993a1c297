package dev.kafkaflink.local.standin.flink.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kafkaflink.local.standin.flink.lifecycle.FlinkSpec;
import dev.kafkaflink.local.standin.flink.lifecycle.MemoryAmount;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a cluster has in Kubernetes beside its high-availability data, with the names, labels and owners that Flink and
 * the operator give it: Deployment, ReplicaSet, Pods, and the ConfigMaps of its configuration and its pod template. No
 * controller looks at them here; what they would do to the pods is done by this package. Thread-safe.
 */
final class ClusterObjects implements AutoCloseable {
    private static final String TYPE = "flink-native-kubernetes";
    private static final int HASH_LENGTH = 8;
    private static final int SUFFIX_LENGTH = 5;

    private final KubernetesClient client;
    private final ClusterPlan plan;
    private final FlinkCluster.Tools tools;
    private final Deque<HasMetadata> made = new ArrayDeque<>();
    private OwnerReference deployment;

    ClusterObjects(FlinkCluster.Tools tools, ClusterPlan plan) {
        this.tools = tools;
        this.client = tools.client();
        this.plan = plan;
    }

    /** Makes all but the task managers' pods, and answers the job manager's, which is still to be created. */
    synchronized PodObject make() {
        String hash = random(HASH_LENGTH);
        Map<String, String> labels = labels("jobmanager");
        Map<String, String> ofSet = new LinkedHashMap<>(labels);
        ofSet.put("pod-template-hash", hash);
        Pod template = pod(
                ProcessMemory.JOB_MANAGER,
                new ObjectMetaBuilder().withLabels(ofSet).build(),
                "Always");
        HasMetadata owner = create(new DeploymentBuilder()
                .withMetadata(meta(plan.name(), labels, plan.owner()))
                .withNewSpec()
                .withReplicas(1)
                .withNewSelector()
                .withMatchLabels(labels)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withSpec(template.getSpec())
                .endTemplate()
                .endSpec()
                .build());
        deployment = reference("apps/v1", "Deployment", owner);
        HasMetadata set = create(new ReplicaSetBuilder()
                .withMetadata(meta(plan.name() + "-" + hash, ofSet, deployment))
                .withNewSpec()
                .withReplicas(1)
                .withNewSelector()
                .withMatchLabels(ofSet)
                .endSelector()
                .withNewTemplate()
                .withMetadata(template.getMetadata())
                .withSpec(template.getSpec())
                .endTemplate()
                .endSpec()
                .build());
        configMap(
                "flink-config-",
                Map.of("config.yaml", FlinkConfiguration.toYaml(plan.spec().configuration())));
        configMap("pod-template-", Map.of("taskmanager-pod-template.yaml", Serialization.asYaml(template)));
        String name = set.getMetadata().getName() + "-" + random(SUFFIX_LENGTH);
        return podObject(
                ProcessMemory.JOB_MANAGER, meta(name, ofSet, reference("apps/v1", "ReplicaSet", set)), "Always");
    }

    /** The pod of a task manager, which is still to be created. */
    synchronized PodObject taskManager(String name) {
        return podObject(ProcessMemory.TASK_MANAGER, meta(name, labels("taskmanager"), deployment), "Never");
    }

    private PodObject podObject(String role, ObjectMeta meta, String restarts) {
        boolean probed = role.equals(ProcessMemory.JOB_MANAGER);
        return new PodObject(client, pod(role, meta, restarts), probed, tools.log());
    }

    private void configMap(String prefix, Map<String, String> data) {
        create(new ConfigMapBuilder()
                .withMetadata(meta(prefix + plan.name(), Map.of("app", plan.name(), "type", TYPE), deployment))
                .withData(data)
                .build());
    }

    private Pod pod(String role, ObjectMeta meta, String restarts) {
        FlinkSpec spec = plan.spec();
        Pod given = spec.podTemplates(role).stream()
                .filter(JsonNode::isObject)
                .findFirst()
                .map(json -> Serialization.unmarshal(json.toString(), Pod.class))
                .orElseGet(Pod::new);
        PodSpec template = given.getSpec() == null ? new PodSpec() : given.getSpec();
        ObjectMeta marks = given.getMetadata() == null ? new ObjectMeta() : given.getMetadata();
        Map<String, Quantity> requests = new LinkedHashMap<>();
        requests.put("cpu", new Quantity(String.valueOf(spec.cpus(role))));
        spec.memory(role)
                .map(MemoryAmount::parse)
                .ifPresent(bytes -> requests.put("memory", new Quantity(String.valueOf(bytes))));
        List<Container> containers = new ArrayList<>(template.getContainers());
        Optional<Container> main = containers.stream()
                .filter(container -> PodObject.CONTAINER.equals(container.getName()))
                .findFirst();
        containers.removeAll(main.stream().toList());
        containers.add(
                0,
                new ContainerBuilder(main.orElseGet(Container::new))
                        .withName(PodObject.CONTAINER)
                        .withImage(spec.image().isEmpty() ? "flink" : spec.image())
                        .withNewResources()
                        .withRequests(requests)
                        .withLimits(requests)
                        .endResources()
                        .build());
        return new PodBuilder()
                .withNewMetadataLike(meta)
                .withLabels(marks.getLabels())
                .addToLabels(meta.getLabels())
                .withAnnotations(marks.getAnnotations())
                .endMetadata()
                .withSpec(template)
                .editSpec()
                .withContainers(containers)
                .withServiceAccountName(spec.serviceAccount())
                .withRestartPolicy(restarts)
                .endSpec()
                .build();
    }

    private Map<String, String> labels(String component) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("app", plan.name());
        labels.put("component", component);
        labels.put("type", TYPE);
        return labels;
    }

    private ObjectMeta meta(String name, Map<String, String> labels, OwnerReference owner) {
        return new ObjectMetaBuilder()
                .withNamespace(plan.namespace())
                .withName(name)
                .withLabels(labels)
                .withOwnerReferences(owner)
                .build();
    }

    private static OwnerReference reference(String apiVersion, String kind, HasMetadata owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion(apiVersion)
                .withKind(kind)
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }

    // One of an earlier cluster of this name, whose end was not seen, gives way.
    private HasMetadata create(HasMetadata object) {
        client.resource(object).withGracePeriod(0L).delete();
        HasMetadata created = client.resource(object).create();
        made.push(created);
        return created;
    }

    private static String random(int length) {
        return UUID.randomUUID().toString().replace("-", "").substring(0, length);
    }

    /** Deletes all of them. */
    @Override
    public synchronized void close() {
        while (!made.isEmpty()) {
            HasMetadata object = made.pop();
            try {
                client.resource(object).withGracePeriod(0L).delete();
            } catch (KubernetesClientException e) {
                tools.log().accept(plan.namespace() + "/" + plan.name() + ": " + e.getMessage());
            }
        }
    }
}
