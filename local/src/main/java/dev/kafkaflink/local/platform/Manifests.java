package dev.kafkaflink.local.platform;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Applies the manifests that {@code deploy/} ships. */
final class Manifests {
    private static final String FIELD_MANAGER = "kafkaflink-local";
    /** What makes up the rights of somebody. The rest of a base needs nodes, and there are none here. */
    private static final Set<String> RIGHTS =
            Set.of("Namespace", "ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding");

    private final KubernetesClient client;
    private final Path kubectl;

    Manifests(KubernetesClient client, Path kubectl) {
        this.client = client;
        this.kubectl = kubectl;
    }

    /** Applies the namespaces, accounts and roles of a Kustomize base. */
    void applyRights(Path base) throws InterruptedException {
        for (HasMetadata item : render(base)) {
            if (RIGHTS.contains(item.getKind())) {
                apply(item);
            }
        }
    }

    /** As {@link #applyRights(Path)}, in another namespace, which is made if it is not there. */
    void applyRights(Path base, String namespace) throws InterruptedException {
        applyNamespace(namespace);
        for (HasMetadata item : render(base)) {
            if (RIGHTS.contains(item.getKind()) && !item.getKind().equals("Namespace")) {
                item.getMetadata().setNamespace(namespace);
                if (item instanceof RoleBinding binding) {
                    binding.getSubjects().forEach(subject -> subject.setNamespace(namespace));
                }
                apply(item);
            }
        }
    }

    void applyNamespace(String namespace) {
        apply(new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .endMetadata()
                .build());
    }

    private void apply(HasMetadata item) {
        client.resource(item).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
    }

    private List<HasMetadata> render(Path base) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(kubectl.toString(), "kustomize", base.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            byte[] yaml = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        "kubectl kustomize " + base + " failed: " + new String(yaml, StandardCharsets.UTF_8));
            }
            return client.load(new ByteArrayInputStream(yaml)).items();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + kubectl, e);
        }
    }
}
