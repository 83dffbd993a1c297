package dev.kafkaflink.local.standin.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountsTest {
    private final Mounts mounts =
            new Mounts(Map.of("/etc/job", Path.of("/tmp/v/job"), "/etc/job/keys", Path.of("/tmp/v/keys")));

    @ParameterizedTest
    @CsvSource({
        "/etc/job,                        /tmp/v/job",
        "/etc/job/definition.json,        /tmp/v/job/definition.json",
        "/etc/job/keys/ca.crt,            /tmp/v/keys/ca.crt",
        "file:///etc/job/x,               file:///tmp/v/job/x",
        "file:/etc/job/x,                 file:/tmp/v/job/x",
        "--file=/etc/job/x,               --file=/tmp/v/job/x",
        "/etc/job/a:/etc/job/b,           /tmp/v/job/a:/tmp/v/job/b",
        "/etc/jobs/x,                     /etc/jobs/x",
        "/etc/job-2/x,                    /etc/job-2/x",
        "/srv/etc/job/x,                  /srv/etc/job/x",
        "s3://bucket/etc/job,             s3://bucket/etc/job",
        "no path at all,                  no path at all",
    })
    void mountedPathsAreFoundWhereverTheyBegin(String text, String translated) {
        assertThat(mounts.translate(text)).isEqualTo(translated);
    }

    @Test
    void whatIsMountedBelowAFolderIsFoundInOne(@TempDir Path folder) throws IOException {
        Path reader = Files.createDirectory(folder.resolve("volume"));
        Files.writeString(reader.resolve("username"), "me");
        Mounts secrets = new Mounts(
                Map.of("/opt/secrets/reader", reader, "/opt/secrets-2/x", reader, "/etc/job", Path.of("/tmp/v/job")));

        for (int start = 0; start < 2; start++) {
            Path below = secrets.below("/opt/secrets", folder.resolve("below"));

            assertThat(below.resolve("reader/username")).hasContent("me");
            assertThat(below).isDirectoryNotContaining("glob:**/x").isDirectoryNotContaining("glob:**/job");
        }
        assertThat(secrets.below("/opt/none", folder.resolve("none"))).isEmptyDirectory();
    }
}
