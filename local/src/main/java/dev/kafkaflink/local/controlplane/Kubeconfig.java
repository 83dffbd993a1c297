package dev.kafkaflink.local.controlplane;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * How one user reaches the API server.
 *
 * @param server the URL
 * @param caPem what to trust
 * @param user the name shown in the file; the token decides who it is
 * @param token the bearer token
 * @param namespace the one that commands act in when they name none
 */
record Kubeconfig(String server, String caPem, String user, String token, String namespace) {
    private static final String TEMPLATE =
            """
            apiVersion: v1
            kind: Config
            clusters:
            - name: kafkaflink
              cluster: {server: "%1$s", certificate-authority-data: "%2$s"}
            users:
            - name: "%3$s"
              user: {token: "%4$s"}
            contexts:
            - name: kafkaflink
              context: {cluster: kafkaflink, user: "%3$s", namespace: "%5$s"}
            current-context: kafkaflink
            """;

    String toYaml() {
        String ca = Base64.getEncoder().encodeToString(caPem.getBytes(StandardCharsets.UTF_8));
        return TEMPLATE.formatted(server, ca, user, token, namespace);
    }

    @Override
    public String toString() {
        return "Kubeconfig[" + user + " at " + server + "]";
    }
}
