package dev.kafkaflink.local.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.local.process.Ports;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPlaneIT {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @TempDir
    private static Path folder;

    private static ControlPlane controlPlane;
    private static KubernetesClient client;

    @BeforeAll
    static void start() throws InterruptedException {
        long begin = System.nanoTime();
        controlPlane = TestControlPlane.start(folder, Path.of("src/test/resources/controlplane/widgets.crd.yaml"));
        System.out.println("Control plane ready after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
        client = controlPlane.client();
    }

    @AfterAll
    static void stop() {
        long begin = System.nanoTime();
        controlPlane.close();
        System.out.println("Control plane ended after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
    }

    @Test
    void celRulesOfADefinitionApply() {
        assertThatThrownBy(() -> client.resource(widget("default", "big", Map.of("size", 11)))
                        .create())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("a widget has a size below 10");
    }

    @Test
    void strictValidationNamesTheUnknownField() {
        assertThatThrownBy(() -> client.resource(widget("default", "typo", Map.of("sise", 1)))
                        .fieldValidation(Validation.STRICT)
                        .fieldManager("test")
                        .serverSideApply())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(".spec.sise: field not declared in schema");
    }

    @Test
    void aServiceAccountMayDoWhatItsRolesSayAndNoMore() {
        String namespace = namespace("rbac");
        awaitDefaultAccount(namespace);
        Config config = Config.fromKubeconfig(
                controlPlane.serviceAccountKubeconfig(namespace, "default").toFile());
        try (KubernetesClient account =
                new KubernetesClientBuilder().withConfig(config).build()) {
            assertThat(account.getNamespace()).isEqualTo(namespace);
            assertThatThrownBy(() -> account.configMaps().list())
                    .isInstanceOfSatisfying(KubernetesClientException.class, e -> assertThat(e.getCode())
                            .isEqualTo(403))
                    .hasMessageContaining("system:serviceaccount:" + namespace + ":default");

            client.resource(new RoleBindingBuilder()
                            .withNewMetadata()
                            .withNamespace(namespace)
                            .withName("view")
                            .endMetadata()
                            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "view")
                            .addNewSubject(null, "ServiceAccount", "default", namespace)
                            .build())
                    .create();

            await().atMost(LIMIT)
                    .ignoreException(KubernetesClientException.class)
                    .until(() -> !account.configMaps().list().getItems().isEmpty());
        }
    }

    @Test
    void whatAnObjectOwnsGoesWithIt() {
        GenericKubernetesResource owner =
                client.resource(widget("default", "owner", Map.of())).create();
        ConfigMap owned = client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("owned")
                        .withOwnerReferences(new OwnerReferenceBuilder()
                                .withApiVersion(owner.getApiVersion())
                                .withKind(owner.getKind())
                                .withName(owner.getMetadata().getName())
                                .withUid(owner.getMetadata().getUid())
                                .build())
                        .endMetadata()
                        .build())
                .create();

        client.resource(owner).delete();

        await().atMost(LIMIT).until(() -> client.resource(owned).get() == null);
    }

    @Test
    void aDeletedNamespaceTakesItsObjectsAlong() {
        String namespace = namespace("doomed");
        client.resource(widget(namespace, "inside", Map.of())).create();

        client.namespaces().withName(namespace).delete();

        await().atMost(LIMIT)
                .until(() -> client.namespaces().withName(namespace).get() == null);
        assertThat(client.genericKubernetesResources("test.kafkaflink.dev/v1", "Widget")
                        .inNamespace(namespace)
                        .list()
                        .getItems())
                .isEmpty();
    }

    @Test
    void theProjectsBinaryEndsWithItsParent() throws Exception {
        ProcessBuilder etcd = new ProcessBuilder(Commands.etcd(
                        controlPlane.binaries().etcd(), folder.resolve("orphan"), Ports.free(), Ports.free()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("orphan.log").toFile());
        etcd.environment().put("KAFKAFLINK_EXIT_WITH_STDIN", "1");
        Process orphan = etcd.start();

        orphan.getOutputStream().close();

        assertThat(orphan.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(orphan.exitValue()).isEqualTo(3);
    }

    private static String namespace(String name) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        return name;
    }

    private static void awaitDefaultAccount(String namespace) {
        await().atMost(LIMIT)
                .until(() -> client.serviceAccounts()
                                .inNamespace(namespace)
                                .withName("default")
                                .get()
                        != null);
    }

    private static GenericKubernetesResource widget(String namespace, String name, Map<String, Object> spec) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion("test.kafkaflink.dev/v1")
                .withKind("Widget")
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .addToAdditionalProperties("spec", spec)
                .build();
    }
}
