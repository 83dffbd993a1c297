package dev.kafkaflink.operator.core.recordings;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a resource's status moved under the real operator: its versions with their times, recorded by a watch. Managed
 * fields were left out of the recordings; here they say when each generation was first seen.
 *
 * @param start the moment that times count from
 * @param versions in their order
 */
record Recording(Instant start, List<Version> versions) {
    private static final Pattern SEEN = Pattern.compile("# \\+([0-9.]+) s (ADDED|MODIFIED|DELETED) .*");

    /** A version of a resource, and when it was seen. */
    record Version(Duration at, GenericKubernetesResource resource, boolean deleted) {}

    static Recording read(Path file) throws IOException {
        List<Version> versions = new ArrayList<>();
        Instant start = null;
        Map<String, Instant> changed = new HashMap<>();
        for (String document :
                Arrays.stream(Files.readString(file).split("\n---\n")).skip(1).toList()) {
            Matcher seen = document.lines()
                    .map(SEEN::matcher)
                    .filter(Matcher::matches)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(file + ": a version without a time"));
            Duration at = Duration.ofMillis(Math.round(Double.parseDouble(seen.group(1)) * 1000));
            var resource = Serialization.unmarshal(document, GenericKubernetesResource.class);
            if (start == null) {
                start = Instant.parse(resource.getMetadata().getCreationTimestamp())
                        .minus(at);
            }
            String generation = resource.getMetadata().getName() + "#"
                    + resource.getMetadata().getCreationTimestamp() + "#"
                    + resource.getMetadata().getGeneration();
            Instant since = changed.computeIfAbsent(generation, key -> moment(at, versions, resource));
            var entry = new ManagedFieldsEntry();
            entry.setTime(since.toString());
            resource.getMetadata().setManagedFields(List.of(entry));
            versions.add(new Version(at, resource, seen.group(2).equals("DELETED")));
        }
        return new Recording(start, List.copyOf(versions));
    }

    private static Instant moment(Duration at, List<Version> before, GenericKubernetesResource resource) {
        Version first = before.isEmpty() ? new Version(at, resource, false) : before.get(0);
        return Instant.parse(first.resource().getMetadata().getCreationTimestamp())
                .minus(first.at())
                .plus(at);
    }
}
