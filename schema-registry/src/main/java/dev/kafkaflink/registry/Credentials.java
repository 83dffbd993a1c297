package dev.kafkaflink.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/**
 * What a Secret holds: {@code username} and {@code password}, or {@code token}. It is read anew each time, since a Secret may
 * change.
 */
public final class Credentials {
    private static final char DELETE = 0x7f;

    private final String secret;
    private final Entries entries;

    /** The entries of a Secret. */
    public interface Entries {
        /** The value of an entry; empty if there is none of that name. */
        Optional<String> get(String name) throws IOException;
    }

    /**
     * Those of a Secret.
     *
     * @param secret which one it is, for messages, such as {@code Secret registry-user}
     */
    public Credentials(String secret, Entries entries) {
        this.secret = secret;
        this.entries = entries;
    }

    /** Those of a Secret that is mounted as a folder. */
    static Credentials in(Path folder) {
        return new Credentials("Secret that is mounted at " + folder, name -> {
            Path file = folder.resolve(name);
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        });
    }

    /**
     * The value of the header Authorization.
     *
     * @throws IOException if the entries are not there; the message says where, and nothing of what is in them
     */
    String authorization() throws IOException {
        Optional<String> token = get("token");
        if (token.isPresent()) {
            // Else the HTTP client would refuse it, and repeat it as it does.
            if (!token.get().chars().allMatch(c -> c > ' ' && c < DELETE)) {
                throw new IOException("the token of the " + secret + " has characters that no header takes");
            }
            return "Bearer " + token.get();
        }
        Optional<String> username = get("username");
        Optional<String> password = get("password");
        if (username.isEmpty() || password.isEmpty()) {
            throw new IOException("the " + secret + " has neither a token nor a username with a password");
        }
        String both = username.get() + ":" + password.get();
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    /** Whoever makes a Secret of a file often takes the file's last line feed along. */
    private Optional<String> get(String name) throws IOException {
        return entries.get(name).map(String::strip);
    }
}
