package dev.kafkaflink.operator.core.recordings;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.JobFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What the job manager said of a recorded job, made of what was recorded: its id, state and start from the
 * FlinkDeployment, its failures from the Flink operator's Events. The recorded jobs checkpoint every 5 s.
 */
final class RecordedFailures {
    private static final ObjectMapper YAML =
            YAMLMapper.builder().addModule(new JavaTimeModule()).build();
    private static final Duration CHECKPOINTS = Duration.ofSeconds(5);

    private final Map<String, List<Failures>> byDeployment;

    /** So many failures of one cause, evenly between two times. */
    private record Failures(Instant first, Instant last, int count, String cause) {
        Stream<JobFacts.Failure> each() {
            long step = count == 1
                    ? 0
                    : Duration.between(first, last).dividedBy(count - 1L).toMillis();
            return LongStream.range(0, count)
                    .mapToObj(index -> new JobFacts.Failure(first.plusMillis(index * step), cause));
        }
    }

    RecordedFailures(Path file) throws IOException {
        byDeployment = YAML.readValue(file.toFile(), new TypeReference<Map<String, List<Failures>>>() {});
    }

    /** Null while there is no job manager that could answer. */
    JobFacts job(DeploymentFacts deployment, Instant now) {
        if (!deployment.jobManagerStatus().equals("READY")
                || deployment.startTime() == null
                || deployment.jobState().equals("RECONCILING")) {
            return null;
        }
        List<JobFacts.Failure> failures = byDeployment.getOrDefault(deployment.name(), List.of()).stream()
                .flatMap(Failures::each)
                .filter(failure -> !failure.at().isAfter(now) && !failure.at().isBefore(deployment.startTime()))
                .sorted(Comparator.comparing(JobFacts.Failure::at).reversed())
                .toList();
        return new JobFacts(
                now,
                deployment.jobId(),
                deployment.jobState(),
                deployment.startTime(),
                failures.size(),
                failures,
                now.minus(CHECKPOINTS),
                "",
                deployment.spec().revision().hash(),
                0,
                null,
                null);
    }
}
