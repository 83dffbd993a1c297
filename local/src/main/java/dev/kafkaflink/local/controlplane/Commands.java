package dev.kafkaflink.local.controlplane;

import java.nio.file.Path;
import java.util.List;

/** The command lines of the three programs, with what a platform of one machine does not need turned off. */
final class Commands {
    /** The certificates, keys and tokens of the API server, and its kubeconfig for the administrator. */
    record Files(
            Path certificate,
            Path privateKey,
            Path tokenSigningKey,
            Path tokenVerifyingKey,
            Path tokens,
            Path ca,
            Path kubeconfig) {
        static Files in(Path folder) {
            return new Files(
                    folder.resolve("apiserver.crt"),
                    folder.resolve("apiserver.key"),
                    folder.resolve("serviceaccounts.key"),
                    folder.resolve("serviceaccounts.pub"),
                    folder.resolve("tokens.csv"),
                    folder.resolve("ca.crt"),
                    folder.resolve("kubeconfig"));
        }
    }

    private Commands() {}

    static List<String> etcd(Path program, Path dataFolder, int clientPort, int peerPort) {
        String client = "http://127.0.0.1:" + clientPort;
        String peer = "http://127.0.0.1:" + peerPort;
        return List.of(
                program.toString(),
                "--data-dir=" + dataFolder,
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer,
                // The data live as long as the processes, so a crash of the machine may take them.
                "--unsafe-no-fsync",
                // A lone member waits one election time-out before it leads.
                "--heartbeat-interval=50",
                "--election-timeout=250",
                "--log-level=warn");
    }

    static List<String> apiServer(Path program, Files files, int etcdPort, int port) {
        return List.of(
                program.toString(),
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                "--etcd-servers=http://127.0.0.1:" + etcdPort,
                "--tls-cert-file=" + files.certificate(),
                "--tls-private-key-file=" + files.privateKey(),
                "--token-auth-file=" + files.tokens(),
                "--authorization-mode=RBAC",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + files.tokenVerifyingKey(),
                "--service-account-signing-key-file=" + files.tokenSigningKey(),
                "--service-cluster-ip-range=10.0.0.0/24",
                // It would publish 127.0.0.1 as an endpoint, which the API refuses.
                "--endpoint-reconciler-type=none",
                // These watch or change pods, nodes and volumes; nothing here schedules any.
                "--disable-admission-plugins=TaintNodesByCondition,Priority,DefaultTolerationSeconds,"
                        + "DefaultStorageClass,StorageObjectInUseProtection,PersistentVolumeClaimResize,RuntimeClass",
                "--enable-priority-and-fairness=false",
                "--profiling=false");
    }

    static List<String> controllerManager(Path program, Files files) {
        return List.of(
                program.toString(),
                // As the administrator, because the rights of its own user assume one account per controller.
                "--kubeconfig=" + files.kubeconfig(),
                "--root-ca-file=" + files.ca(),
                "--controllers=garbage-collector-controller,namespace-controller,serviceaccount-controller,"
                        + "root-ca-certificate-publisher-controller,clusterrole-aggregation-controller",
                "--leader-elect=false",
                "--kube-api-qps=200",
                "--kube-api-burst=400",
                // Serves nothing: no port to find, no certificate to make.
                "--secure-port=0");
    }
}
