package dev.kafkaflink.local.standin.flink.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The part of pod templates that processes can have: volumes of {@code flink-main-container} as folders, and its
 * environment. Volumes may be of ConfigMaps, Secrets, projections of both, host paths, and empty ones; persistent claims
 * are folders that outlive the pod. Left out: {@code subPath}, modes, init containers, side cars, and that mounted
 * ConfigMaps follow their changes (the operator redeploys a job whose definition changed).
 */
final class PodFiles {
    private static final String MAIN_CONTAINER = "flink-main-container";

    private final KubernetesClient client;
    private final String namespace;
    private final String name;
    private final Path claims;
    private final Path volumes;

    PodFiles(KubernetesClient client, ClusterPlan plan, Path volumes) {
        this.client = client;
        this.namespace = plan.namespace();
        this.name = plan.name();
        this.claims = plan.folder().resolveSibling("persistent-volume-claims");
        this.volumes = volumes;
    }

    /** Lays out what the templates mount. */
    Mounts layOut(List<JsonNode> templates) throws ContainerWaitsException {
        Map<String, Path> folders = new TreeMap<>();
        for (JsonNode template : templates) {
            for (JsonNode volume : template.path("spec").path("volumes")) {
                folders.put(volume.path("name").asText(), layOut(volume));
            }
        }
        Map<String, Path> mounts = new TreeMap<>();
        for (JsonNode template : templates) {
            for (JsonNode mount : mainContainer(template).path("volumeMounts")) {
                Path folder = folders.get(mount.path("name").asText());
                if (folder != null) {
                    mounts.put(withoutTrailingSlash(mount.path("mountPath").asText()), folder);
                }
            }
        }
        return new Mounts(mounts);
    }

    /** The environment of the main container, with references resolved. */
    Map<String, String> environment(List<JsonNode> templates) throws ContainerWaitsException {
        Map<String, String> environment = new TreeMap<>();
        for (JsonNode template : templates) {
            for (JsonNode source : mainContainer(template).path("envFrom")) {
                String prefix = source.path("prefix").asText("");
                Map<String, byte[]> entries = source.has("secretRef")
                        ? secret(source.path("secretRef"), "name", "CreateContainerConfigError", "")
                        : configMap(source.path("configMapRef"), "CreateContainerConfigError", "");
                entries.forEach((key, value) -> environment.put(prefix + key, text(value)));
            }
            for (JsonNode variable : mainContainer(template).path("env")) {
                value(variable)
                        .ifPresent(
                                value -> environment.put(variable.path("name").asText(), value));
            }
        }
        return environment;
    }

    private Optional<String> value(JsonNode variable) throws ContainerWaitsException {
        JsonNode from = variable.path("valueFrom");
        if (from.has("secretKeyRef")) {
            JsonNode reference = from.path("secretKeyRef");
            return entry(secret(reference, "name", "CreateContainerConfigError", ""), reference, "Secret");
        }
        if (from.has("configMapKeyRef")) {
            JsonNode reference = from.path("configMapKeyRef");
            return entry(configMap(reference, "CreateContainerConfigError", ""), reference, "ConfigMap");
        }
        return switch (from.path("fieldRef").path("fieldPath").asText("")) {
            case "metadata.namespace" -> Optional.of(namespace);
            case "metadata.name" -> Optional.of(name);
            case "status.podIP", "status.hostIP" -> Optional.of("127.0.0.1");
            default -> Optional.of(variable.path("value").asText(""));
        };
    }

    private static Optional<String> entry(Map<String, byte[]> entries, JsonNode reference, String kind)
            throws ContainerWaitsException {
        String key = reference.path("key").asText();
        if (!entries.containsKey(key) && !reference.path("optional").asBoolean()) {
            throw new ContainerWaitsException(
                    "CreateContainerConfigError",
                    "[" + MAIN_CONTAINER + "] couldn't find key " + key + " in " + kind + " "
                            + reference.path("name").asText());
        }
        return Optional.ofNullable(entries.get(key)).map(PodFiles::text);
    }

    private Path layOut(JsonNode volume) throws ContainerWaitsException {
        String volumeName = volume.path("name").asText();
        String failure = "MountVolume.SetUp failed for volume \"" + volumeName + "\" : ";
        Path folder = volumes.resolve(volumeName);
        if (volume.has("hostPath")) {
            return Folders.made(Path.of(volume.path("hostPath").path("path").asText()));
        }
        if (volume.has("persistentVolumeClaim")) {
            return Folders.made(claims.resolve(
                    volume.path("persistentVolumeClaim").path("claimName").asText()));
        }
        if (volume.has("emptyDir")) {
            return Folders.made(folder);
        }
        Folders.empty(folder);
        if (volume.has("configMap")) {
            JsonNode source = volume.path("configMap");
            write(folder, configMap(source, "FailedMount", failure), source.path("items"));
        } else if (volume.has("secret")) {
            JsonNode source = volume.path("secret");
            write(folder, secret(source, "secretName", "FailedMount", failure), source.path("items"));
        } else if (volume.has("projected")) {
            for (JsonNode source : volume.path("projected").path("sources")) {
                JsonNode map = source.path("configMap");
                JsonNode secret = source.path("secret");
                write(folder, configMap(map, "FailedMount", failure), map.path("items"));
                write(folder, secret(secret, "name", "FailedMount", failure), secret.path("items"));
            }
        }
        return folder;
    }

    private Map<String, byte[]> configMap(JsonNode reference, String reason, String failure)
            throws ContainerWaitsException {
        Map<String, byte[]> entries = new TreeMap<>();
        if (reference.isMissingNode()) {
            return entries;
        }
        String mapName = reference.path("name").asText();
        ConfigMap map =
                client.configMaps().inNamespace(namespace).withName(mapName).get();
        if (map == null) {
            requireOptional(reference, reason, failure + "configmap \"" + mapName + "\" not found");
            return entries;
        }
        if (map.getData() != null) {
            map.getData().forEach((key, value) -> entries.put(key, value.getBytes(StandardCharsets.UTF_8)));
        }
        if (map.getBinaryData() != null) {
            map.getBinaryData()
                    .forEach(
                            (key, value) -> entries.put(key, Base64.getDecoder().decode(value)));
        }
        return entries;
    }

    private Map<String, byte[]> secret(JsonNode reference, String nameField, String reason, String failure)
            throws ContainerWaitsException {
        Map<String, byte[]> entries = new TreeMap<>();
        if (reference.isMissingNode()) {
            return entries;
        }
        String secretName = reference.path(nameField).asText();
        Secret secret =
                client.secrets().inNamespace(namespace).withName(secretName).get();
        if (secret == null) {
            requireOptional(reference, reason, failure + "secret \"" + secretName + "\" not found");
            return entries;
        }
        if (secret.getData() != null) {
            secret.getData()
                    .forEach(
                            (key, value) -> entries.put(key, Base64.getDecoder().decode(value)));
        }
        return entries;
    }

    private static void requireOptional(JsonNode reference, String reason, String message)
            throws ContainerWaitsException {
        if (!reference.path("optional").asBoolean()) {
            throw new ContainerWaitsException(reason, message);
        }
    }

    private static void write(Path folder, Map<String, byte[]> entries, JsonNode items) {
        try {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                Optional<String> path = pathOf(entry.getKey(), items);
                if (path.isPresent()) {
                    Path file = folder.resolve(path.get());
                    Folders.made(file.getParent());
                    Files.write(file, entry.getValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lay out the volume " + folder, e);
        }
    }

    /** Where the entry goes; nowhere if there are items and it is none of them. */
    private static Optional<String> pathOf(String key, JsonNode items) {
        if (items.isEmpty()) {
            return Optional.of(key);
        }
        for (JsonNode item : items) {
            if (item.path("key").asText().equals(key)) {
                return Optional.of(item.path("path").asText());
            }
        }
        return Optional.empty();
    }

    private static JsonNode mainContainer(JsonNode template) {
        JsonNode containers = template.path("spec").path("containers");
        for (JsonNode container : containers) {
            if (container.path("name").asText().equals(MAIN_CONTAINER)) {
                return container;
            }
        }
        return containers.path(-1);
    }

    private static String withoutTrailingSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
