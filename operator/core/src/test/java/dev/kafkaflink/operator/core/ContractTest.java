package dev.kafkaflink.operator.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.v1alpha1.KafkaNames;
import dev.kafkaflink.operator.core.model.Aspect;
import dev.kafkaflink.operator.core.model.JobState;
import dev.kafkaflink.operator.core.model.Notice;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.naming.Labels;
import dev.kafkaflink.operator.core.naming.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Names that others build on: alerts on reasons, selectors on labels. A difference is a breaking change.
 * {@code -Dgolden.write=true} writes them.
 */
class ContractTest {
    private static final Path FILE = Path.of("src/test/resources/contract.txt");

    @Test
    void namesStayAsTheyAre() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("field manager: " + Labels.FIELD_MANAGER);
        lines.add("finalizer: " + Labels.FINALIZER);
        Labels.of("NAMESPACE", "NAME").forEach((key, value) -> lines.add("label: " + key + "=" + value));
        lines.add("annotation: " + Labels.DELETION_POLICY);
        lines.add("annotation: " + Labels.GENERATION);
        lines.add("annotation: " + Labels.REQUEST);
        lines.add("annotation: " + Labels.GIVEN);
        lines.add("annotation: " + Labels.ROLLED_BACK);
        lines.add("annotation: " + Labels.CAME_UP);
        lines.add("definition: " + Names.definition("NAME", "HASH") + " " + Names.DEFINITION_KEY);
        lines.add("job argument: " + Names.HASH_ARGUMENT);
        lines.add("Flink setting: " + Names.REVISION_SETTING);
        lines.add(
                "dead-letter topic: " + KafkaNames.deadLetterTopic(null, "NAME").orElseThrow());
        lines.add("consumer group: " + KafkaNames.consumerGroup("NAMESPACE", "NAME"));
        lines.add("transactional id prefix: " + KafkaNames.transactionalIdPrefix("NAMESPACE", "NAME"));
        Arrays.stream(JobState.values()).forEach(state -> lines.add("job state: " + state));
        for (Aspect aspect : Aspect.values()) {
            Arrays.stream(Reason.values())
                    .filter(reason -> reason.aspect() == aspect)
                    .forEach(
                            reason -> lines.add("reason: " + aspect.condition() + " " + reason + " " + reason.blame()));
        }
        Arrays.stream(Notice.Kind.values()).forEach(kind -> lines.add("notice: " + kind));
        if (Boolean.getBoolean("golden.write")) {
            Files.write(FILE, lines);
        }

        assertThat(lines).isEqualTo(Files.readAllLines(FILE));
    }
}
