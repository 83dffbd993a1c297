package dev.kafkaflink.local.controlplane;

import dev.kafkaflink.local.process.ManagedProcess;
import dev.kafkaflink.local.process.Ports;
import dev.kafkaflink.local.process.ProcessSpec;
import dev.kafkaflink.local.process.Readiness;
import dev.kafkaflink.local.process.TemporaryFolder;
import dev.kafkaflink.local.tls.CertificateAuthority;
import dev.kafkaflink.local.tls.Pem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running Kubernetes API without nodes: CRDs with CEL, server-side apply, RBAC, service accounts, garbage collection
 * and the deletion of namespaces are the real ones; nothing schedules or runs pods. Listens on 127.0.0.1 only. Its data
 * are gone with it.
 *
 * <p>Thread-safe once started.
 */
public final class ControlPlane implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3);
    private static final long TOKEN_SECONDS = Duration.ofDays(30).toSeconds();
    private static final String FIELD_MANAGER = "kafkaflink-local";
    // Understood by the project's own binary: it ends when this process is gone, even if that was killed.
    private static final String EXIT_WITH_STDIN = "KAFKAFLINK_EXIT_WITH_STDIN";

    private final ControlPlaneBinaries binaries;
    private final Path folder;
    private final Commands.Files files;
    private final CertificateAuthority authority = CertificateAuthority.create("kafkaflink-local");
    private final String server;
    private final Config adminConfig;
    private final KubernetesClient client;
    private final Deque<ManagedProcess> processes = new ArrayDeque<>();

    private ControlPlane(ControlPlaneBinaries binaries, Path folder, int port) {
        this.binaries = binaries;
        this.folder = folder;
        this.files = Commands.Files.in(folder);
        this.server = "https://127.0.0.1:" + port;
        // The API server says 500 to what strict validation refuses, and the client would ask again for 20 seconds.
        this.adminConfig = new ConfigBuilder(Config.fromKubeconfig(writeFiles()))
                .withRequestRetryBackoffLimit(1)
                .build();
        this.client = new KubernetesClientBuilder().withConfig(adminConfig).build();
    }

    /**
     * Starts the three programs and returns when the API is ready and namespaces get their default account.
     *
     * @param folder where all files go (data, keys, kubeconfigs, logs); made if it is not there
     * @param definitions YAML files of CRDs to create before the garbage collector starts, which notices later ones
     *     only after up to half a minute
     * @throws dev.kafkaflink.local.process.ProcessFailedException if one of the programs does not come up; nothing is
     *     left running then
     */
    public static ControlPlane start(ControlPlaneBinaries binaries, Path folder, List<Path> definitions)
            throws InterruptedException {
        return Ports.retryWhenTaken(() -> startOnce(binaries, folder.toAbsolutePath(), definitions));
    }

    private static ControlPlane startOnce(ControlPlaneBinaries binaries, Path folder, List<Path> definitions)
            throws InterruptedException {
        try {
            TemporaryFolder.delete(folder.resolve("etcd"));
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the folder " + folder, e);
        }
        int port = Ports.free();
        ControlPlane controlPlane = new ControlPlane(binaries, folder, port);
        try {
            controlPlane.startProcesses(port, definitions);
            return controlPlane;
        } catch (RuntimeException | InterruptedException e) {
            controlPlane.close();
            throw e;
        }
    }

    private String writeFiles() {
        CertificateAuthority.Identity identity = authority.issueForLoopback("kube-apiserver");
        Pem.writePrivate(files.ca(), authority.certificatePem());
        Pem.writePrivate(files.certificate(), identity.certificateChainPem());
        Pem.writePrivate(files.privateKey(), identity.privateKeyPem());
        KeyPair tokenKeys = CertificateAuthority.newKeys();
        Pem.writePrivate(files.tokenSigningKey(), Pem.privateKey(tokenKeys.getPrivate()));
        Pem.writePrivate(files.tokenVerifyingKey(), Pem.publicKey(tokenKeys.getPublic()));
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        Pem.writePrivate(files.tokens(), token + ",admin,admin,\"system:masters\"\n");
        String kubeconfig = new Kubeconfig(server, authority.certificatePem(), "admin", token, "default").toYaml();
        Pem.writePrivate(files.kubeconfig(), kubeconfig);
        return kubeconfig;
    }

    private void startProcesses(int port, List<Path> definitions) throws InterruptedException {
        int etcdPort = Ports.free();
        Path data = folder.resolve("etcd");
        run("etcd", Commands.etcd(binaries.etcd(), data, etcdPort, Ports.free()))
                .awaitReady(etcdReadiness(etcdPort), READY_LIMIT);
        ManagedProcess apiServer =
                run("kube-apiserver", Commands.apiServer(binaries.apiServer(), files, etcdPort, port));
        awaitApi(apiServer);
        applyDefinitions(definitions);
        run("kube-controller-manager", Commands.controllerManager(binaries.controllerManager(), files))
                .awaitReady(this::hasDefaultAccount, READY_LIMIT);
    }

    private ManagedProcess run(String name, List<String> command) {
        ManagedProcess process = ManagedProcess.start(ProcessSpec.of(name, command, folder.resolve(name + ".log"))
                .withEnvironment(EXIT_WITH_STDIN, "1")
                .withStopLimit(STOP_LIMIT));
        processes.push(process);
        return process;
    }

    private static Readiness etcdReadiness(int port) {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                .timeout(PROBE_LIMIT)
                .build();
        return () -> http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    }

    private void awaitApi(ManagedProcess apiServer) throws InterruptedException {
        Config impatient = new ConfigBuilder(adminConfig)
                .withRequestRetryBackoffLimit(0)
                .withRequestTimeout((int) PROBE_LIMIT.toMillis())
                .build();
        try (KubernetesClient probe =
                new KubernetesClientBuilder().withConfig(impatient).build()) {
            apiServer.awaitReady(() -> "ok".equals(probe.raw("/readyz")), READY_LIMIT);
        }
    }

    private boolean hasDefaultAccount() {
        return client.serviceAccounts()
                        .inNamespace("default")
                        .withName("default")
                        .get()
                != null;
    }

    /** Creates or changes what the YAML files hold, and waits until the CRDs among it are served. */
    public void applyDefinitions(List<Path> yamlFiles) {
        List<HasMetadata> applied = new ArrayList<>();
        for (Path file : yamlFiles) {
            try (InputStream yaml = Files.newInputStream(file)) {
                for (HasMetadata item : client.load(yaml).items()) {
                    applied.add(client.resource(item)
                            .fieldManager(FIELD_MANAGER)
                            .forceConflicts()
                            .serverSideApply());
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file, e);
            }
        }
        for (HasMetadata item : applied) {
            if (item.getKind().equals("CustomResourceDefinition")) {
                awaitEstablished(item.getMetadata().getName());
            }
        }
    }

    private void awaitEstablished(String definition) {
        client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(definition)
                .waitUntilCondition(
                        // A new one has a status without conditions for a moment.
                        crd -> crd != null
                                && crd.getStatus() != null
                                && crd.getStatus().getConditions() != null
                                && crd.getStatus().getConditions().stream()
                                        .anyMatch(
                                                condition -> condition.getType().equals("Established")
                                                        && condition.getStatus().equals("True")),
                        READY_LIMIT.toSeconds(),
                        TimeUnit.SECONDS);
    }

    /**
     * Writes a kubeconfig that acts as a ServiceAccount, with a token from the API server that is valid for 30 days.
     *
     * @return the file, in this control plane's folder; its default namespace is the account's
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if there is no such account
     */
    public Path serviceAccountKubeconfig(String namespace, String name) {
        TokenRequest request = new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(TOKEN_SECONDS)
                .endSpec()
                .build();
        String token = client.serviceAccounts()
                .inNamespace(namespace)
                .withName(name)
                .tokenRequest(request)
                .getStatus()
                .getToken();
        Path file = folder.resolve("kubeconfig-" + namespace + "-" + name);
        String user = "system:serviceaccount:" + namespace + ":" + name;
        Pem.writePrivate(file, new Kubeconfig(server, authority.certificatePem(), user, token, namespace).toYaml());
        return file;
    }

    /** The administrator's kubeconfig, for people and for child processes. */
    public Path adminKubeconfig() {
        return files.kubeconfig();
    }

    /** How the administrator connects; copy it before changing it. */
    public Config adminConfig() {
        return adminConfig;
    }

    /** The administrator's client. Shared: do not close it. */
    public KubernetesClient client() {
        return client;
    }

    /** For instance {@code https://127.0.0.1:23456}. */
    public String url() {
        return server;
    }

    /** Whether all three programs run. */
    public boolean isAlive() {
        return processes.stream().allMatch(ManagedProcess::isAlive);
    }

    public ControlPlaneBinaries binaries() {
        return binaries;
    }

    /** Ends the three programs, the last started first. Idempotent. */
    @Override
    public void close() {
        client.close();
        while (!processes.isEmpty()) {
            processes.pop().close();
        }
    }
}
