package dev.kafkaflink.operator.core.naming;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of the objects of a pipeline. */
public final class Names {
    /** What the Flink operator accepts as the name of a FlinkDeployment. */
    public static final Pattern DEPLOYMENT = Pattern.compile("[a-z]([-a-z0-9]{0,43}[a-z0-9])?");
    /** The key of the definition in its ConfigMap. */
    public static final String DEFINITION_KEY = "definition.json";

    /** The container of a Flink pod, as the Flink operator names it. */
    public static final String MAIN_CONTAINER = "flink-main-container";

    /** The job's argument that is followed by the definition's hash. */
    public static final String HASH_ARGUMENT = "--definition-hash";

    /** The Flink setting that says of which revision a job is; Flink itself does not know it. */
    public static final String REVISION_SETTING = "kafkaflink.revision";

    private static final Pattern DNS_SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final int LONGEST_NAME = 253;
    private static final int HASH_DIGITS = 8;

    private Names() {}

    /**
     * The name of the KafkaTopic for a topic: the topic's own where Kubernetes allows it, else one like it that ends in
     * a hash of it.
     */
    public static String kafkaTopic(String topic) {
        if (DNS_SUBDOMAIN.matcher(topic).matches()) {
            return topic;
        }
        String like =
                topic.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String kept = like.substring(0, Math.min(like.length(), LONGEST_NAME - HASH_DIGITS - 1));
        return (kept.isEmpty() ? "topic" : kept) + "-" + hash(topic);
    }

    /** The name of the ConfigMap that holds a definition. */
    public static String definition(String pipeline, String hash) {
        return pipeline + "-definition-" + hash;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
