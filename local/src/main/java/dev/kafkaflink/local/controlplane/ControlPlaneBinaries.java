package dev.kafkaflink.local.controlplane;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder with the programs of a control plane.
 *
 * @param folder holds {@code etcd}, {@code kube-apiserver} and {@code kube-controller-manager}, and may hold
 *     {@code kubectl}
 */
public record ControlPlaneBinaries(Path folder) {
    static final List<String> REQUIRED = List.of("etcd", "kube-apiserver", "kube-controller-manager");
    static final String KUBECTL = "kubectl";

    Path etcd() {
        return folder.resolve("etcd");
    }

    Path apiServer() {
        return folder.resolve("kube-apiserver");
    }

    Path controllerManager() {
        return folder.resolve("kube-controller-manager");
    }

    /** A kubectl of the server's version, for machines that have none. */
    public Optional<Path> kubectl() {
        return Optional.of(folder.resolve(KUBECTL)).filter(Files::isExecutable);
    }

    /** The names of the required programs that the folder lacks. */
    List<String> missing() {
        return REQUIRED.stream()
                .filter(name -> !Files.isExecutable(folder.resolve(name)))
                .toList();
    }
}
