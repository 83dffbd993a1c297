package dev.kafkaflink.crds.jobdef;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What one release of this project goes together with; the operator and the job of one release have the same. */
public final class Release {
    /** The version of the job definition that this release writes; it reads this one and all before it. */
    public static final int DEFINITION = 1;

    private static final String FLINK = read();

    private Release() {}

    /** The version of Flink, for example {@code 2.3.0}. */
    public static String flink() {
        return FLINK;
    }

    /** The version of Flink whose state and plans are compatible, for example {@code 2.3}. */
    public static String flinkLine() {
        return lineOf(FLINK);
    }

    /** Of a version of Flink, what decides whether state and plans are compatible: {@code 2.3} of {@code 2.3.1}. */
    public static String lineOf(String version) {
        String[] parts = version.split("\\.", 3);
        return parts.length < 2 ? version : parts[0] + "." + parts[1];
    }

    private static String read() {
        Properties properties = new Properties();
        try (InputStream in = Release.class.getResourceAsStream("release.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the release from this jar", e);
        }
        return properties.getProperty("flink.version");
    }
}
