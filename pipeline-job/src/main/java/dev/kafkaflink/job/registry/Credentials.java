package dev.kafkaflink.job.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * What a Secret holds that is mounted as a folder: {@code username} and {@code password}, or {@code token}. Its files are
 * read anew each time, since a Secret may change.
 */
final class Credentials {
    private static final char DELETE = 0x7f;

    private final Path folder;

    /** @param folder of the files */
    Credentials(Path folder) {
        this.folder = folder;
    }

    /**
     * The value of the header Authorization.
     *
     * @throws IOException if the files are not there; the message says where, and nothing of what is in them
     */
    String authorization() throws IOException {
        Path token = folder.resolve("token");
        if (Files.exists(token)) {
            String value = read(token);
            // Else the HTTP client would refuse it, and repeat it as it does.
            if (!value.chars().allMatch(c -> c > ' ' && c < DELETE)) {
                throw new IOException("the token in " + folder + " has characters that no header takes");
            }
            return "Bearer " + value;
        }
        Path username = folder.resolve("username");
        Path password = folder.resolve("password");
        if (!Files.exists(username) || !Files.exists(password)) {
            throw new IOException(
                    "the Secret that is mounted at " + folder + " has neither a token nor a username with a password");
        }
        String both = read(username) + ":" + read(password);
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    /** Whoever makes a Secret of a file often takes the file's last line feed along. */
    private static String read(Path file) throws IOException {
        return Files.readString(file).strip();
    }
}
