package dev.kafkaflink.registry;

import dev.kafkaflink.crds.table.Registry;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** The way to a registry, which goes with a job's graph; the registry is opened in the tasks. */
public interface RegistryAccess extends Serializable {
    /** The system property that names the folder in which Secrets are mounted, each as a folder of its name. */
    String SECRETS_PROPERTY = "kafkaflink.secrets";

    /** Where the operator mounts them. */
    String SECRETS_FOLDER = "/opt/kafkaflink/secrets";

    /** A client, for one thread. Asks nothing yet. */
    SchemaRegistry open();

    /**
     * The registry of these options; what cannot be reached is tried for half a minute.
     *
     * @throws IllegalArgumentException if the options are invalid
     */
    static RegistryAccess of(Registry registry) {
        invalid(registry).ifPresent(message -> {
            throw new IllegalArgumentException(message);
        });
        String url = registry.url();
        String secret = registry.secret();
        return () -> new PatientRegistry(
                new HttpRegistry(
                        url,
                        secret == null
                                ? null
                                : Credentials.in(Path.of(System.getProperty(SECRETS_PROPERTY, SECRETS_FOLDER), secret)),
                        Duration.ofSeconds(10)),
                Duration.ofSeconds(30),
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                Thread::sleep,
                new SplittableRandom());
    }

    /** What is wrong with the options; empty if nothing is. An address that may hold a password is not repeated. */
    static Optional<String> invalid(Registry registry) {
        try {
            URI uri = new URI(String.valueOf(registry.url()));
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null) {
                return Optional.empty();
            }
        } catch (URISyntaxException e) {
            // Is told below.
        }
        return Optional.of("registry.url is http:// or https://, a host, and perhaps a port and a path; a user and a"
                + " password belong into a Secret, which registry.secret names");
    }
}
