package dev.kafkaflink.operator.core.check;

import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.Until;
import dev.kafkaflink.crds.table.Subscription;
import dev.kafkaflink.crds.v1alpha1.DeadLettersSpec;
import dev.kafkaflink.crds.v1alpha1.Durations;
import dev.kafkaflink.crds.v1alpha1.EventTimeSpec;
import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.SinkSpec;
import dev.kafkaflink.crds.v1alpha1.SourceSpec;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Neighbour;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.model.TopicFacts;
import dev.kafkaflink.operator.core.naming.Names;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import dev.kafkaflink.operator.core.resolve.JobSettings;
import dev.kafkaflink.operator.core.resolve.OwnedTopic;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What can be said of a specification by itself, where the API server does not say it already. */
final class SpecChecks {
    private static final String TRANSACTION_TIMEOUT = "spec.job.checkpoints.transactionTimeout";
    /** Kafka counts it in milliseconds, by an int. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofDays(24);

    /** Settings that this operator derives from the pipeline, or that the Flink operator derives from the deployment. */
    private static final Pattern RESERVED = Pattern.compile(
            """
            high-availability(\\..*)?|(application|job)-result-store\\..*|kubernetes\\.(cluster-id|namespace|service-account|container\\.image.*|pod-template-file.*)\
            |kubernetes\\.(jobmanager|taskmanager)\\.(service-account|cpu|cpu\\.amount)\
            |state\\.(checkpoints|savepoints)\\.dir|execution\\.checkpointing\\.(dir|savepoint-dir|interval|mode)\
            |execution\\.checkpointing\\.externalized-checkpoint-retention\
            |execution\\.(target|attached|runtime-mode|savepoint\\..*|state-recovery\\..*)|parallelism\\.default\
            |taskmanager\\.numberOfTaskSlots|(jobmanager|taskmanager)\\.memory\\.process\\.size\
            |kubernetes\\.operator\\.snapshot\\.resource\\.enabled|rest\\.(port|bind-port)|pipeline\\.(name|jars|classpaths)|session|kafkaflink\\..*|\\$internal\\..*""");

    private SpecChecks() {}

    /** What the API server asks for too, unless its definition of the resource is an old one. */
    static List<Finding> complete(Observed observed) {
        List<Finding> findings = new ArrayList<>();
        PipelineSpec spec = observed.pipeline().getSpec();
        if (spec.kafka() == null
                || (spec.kafka().clusterRef() == null) == (spec.kafka().bootstrapServers() == null)) {
            findings.add(new Finding(
                    Reason.InvalidValue, "spec.kafka", "name the cluster by one of clusterRef and bootstrapServers"));
        }
        if (spec.sources().isEmpty()) {
            findings.add(new Finding(Reason.InvalidValue, "spec.sources", "there is none; add one"));
        }
        if (spec.sinks().isEmpty()) {
            findings.add(new Finding(Reason.InvalidValue, "spec.sinks", "there is none; add one"));
        }
        return findings;
    }

    static List<Finding> name(Observed observed) {
        String name = observed.pipeline().getMetadata().getName();
        return Names.DEPLOYMENT.matcher(name).matches()
                ? List.of()
                : List.of(new Finding(
                        Reason.NameNotUsable,
                        "metadata.name",
                        ("'%s' (%d characters) cannot be the name of a FlinkDeployment; create the pipeline under a name of at"
                                        + " most 45 lower-case letters, digits and dashes that begins with a letter")
                                .formatted(name, name.length())));
    }

    static List<Finding> durations(Observed observed) {
        List<Finding> findings = new ArrayList<>();
        PipelineSpec spec = observed.pipeline().getSpec();
        for (int i = 0; i < spec.sources().size(); i++) {
            EventTimeSpec eventTime = spec.sources().get(i).eventTime();
            String path = "spec.sources[" + i + "].eventTime.";
            if (eventTime != null) {
                duration(eventTime.outOfOrderness(), Duration.ZERO, path + "outOfOrderness", findings);
                duration(eventTime.idleness(), Duration.ofMillis(1), path + "idleness", findings);
                duration(eventTime.maxAhead(), Duration.ZERO, path + "maxAhead", findings);
                duration(eventTime.maxDrift(), Duration.ofMillis(1), path + "maxDrift", findings);
            }
        }
        if (spec.deadLetters() != null && spec.deadLetters().failAfter() != null) {
            duration(
                    spec.deadLetters().failAfter().windowOrDefault(),
                    Duration.ofSeconds(1),
                    "spec.deadLetters.failAfter.window",
                    findings);
        }
        duration(spec.stateTtl(), Duration.ofMillis(1), "spec.stateTtl", findings);
        for (int i = 0; i < spec.sinks().size(); i++) {
            duration(spec.sinks().get(i).stateTtl(), Duration.ofMillis(1), "spec.sinks[" + i + "].stateTtl", findings);
        }
        if (spec.stateTtl() != null
                && spec.job() != null
                && spec.job().flinkConfiguration().containsKey(JobSettings.STATE_TTL)) {
            findings.add(new Finding(
                    Reason.InvalidValue,
                    "spec.job.flinkConfiguration[" + JobSettings.STATE_TTL + "]",
                    "spec.stateTtl says it already; remove one of them"));
        }
        JobSettings settings = JobSettings.of(observed.pipeline(), observed.defaults());
        duration(settings.checkpointInterval(), Duration.ofMillis(10), "spec.job.checkpoints.interval", findings);
        duration(settings.transactionTimeout(), Duration.ofSeconds(1), TRANSACTION_TIMEOUT, findings);
        return findings;
    }

    private static void duration(String text, Duration least, String path, List<Finding> findings) {
        if (text == null) {
            return;
        }
        try {
            if (Durations.parse(text).compareTo(least) < 0) {
                findings.add(new Finding(
                        Reason.InvalidValue,
                        path,
                        "'%s' is too short; use at least %dms".formatted(text, least.toMillis())));
            } else {
                // Longer than milliseconds can count.
                Durations.parse(text).toMillis();
            }
        } catch (IllegalArgumentException e) {
            findings.add(new Finding(Reason.InvalidValue, path, e.getMessage()));
        } catch (ArithmeticException e) {
            findings.add(new Finding(
                    Reason.InvalidValue, path, "'%s' is longer than a duration can be; use less".formatted(text)));
        }
    }

    static List<Finding> transactions(Observed observed) {
        JobSettings settings = JobSettings.of(observed.pipeline(), observed.defaults());
        String interval = settings.checkpointInterval();
        String timeout = settings.transactionTimeout();
        if (!readable(interval) || !readable(timeout)) {
            return List.of();
        }
        if (Durations.parse(timeout).compareTo(LONGEST_TRANSACTION) > 0) {
            return List.of(new Finding(
                    Reason.InvalidValue,
                    TRANSACTION_TIMEOUT,
                    "'%s' is longer than Kafka takes; use at most %s"
                            .formatted(timeout, Durations.text(LONGEST_TRANSACTION))));
        }
        // A checkpoint may take some of the time that its transactions are open.
        Duration longest = Durations.parse(timeout).multipliedBy(2).dividedBy(3);
        return observed.pipeline().getSpec().delivery() == Delivery.AtLeastOnce
                        || Durations.parse(interval).compareTo(longest) <= 0
                ? List.of()
                : List.of(new Finding(
                        Reason.InvalidValue,
                        "spec.job.checkpoints.interval",
                        ("with delivery ExactlyOnce '%s' is too long, since Kafka aborts transactions that are open for longer"
                                        + " than the transactionTimeout of %s; use at most %s, or a longer transactionTimeout,"
                                        + " or delivery AtLeastOnce")
                                .formatted(interval, timeout, Durations.text(longest))));
    }

    private static boolean readable(String duration) {
        try {
            return Durations.parse(duration).toMillis() >= 0;
        } catch (IllegalArgumentException | ArithmeticException e) {
            // Refused by the check of durations.
            return false;
        }
    }

    static List<Finding> startTimestamps(Observed observed) {
        List<Finding> findings = new ArrayList<>();
        List<SourceSpec> sources = observed.pipeline().getSpec().sources();
        for (int i = 0; i < sources.size(); i++) {
            String text = sources.get(i).startTimestamp();
            boolean needed = sources.get(i).startModeOrDefault().hasTimestamp();
            if (needed && (text == null || !isTime(text))) {
                findings.add(new Finding(
                        Reason.InvalidValue,
                        "spec.sources[" + i + "].startTimestamp",
                        text == null
                                ? "is missing; startMode %s needs one such as 2026-01-31T00:00:00Z"
                                        .formatted(sources.get(i).startModeOrDefault())
                                : "'%s' is no time; use one such as 2026-01-31T00:00:00Z".formatted(text)));
            }
        }
        return findings;
    }

    static List<Finding> topicPatterns(Observed observed) {
        PipelineSpec spec = observed.pipeline().getSpec();
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < spec.sources().size(); i++) {
            Subscription subscription = spec.sources().get(i).subscription();
            if (subscription.pattern() != null) {
                String path = "spec.sources[" + i + "].topicPattern";
                subscription
                        .problem()
                        .or(() -> spec.writtenTopics().stream()
                                .filter(subscription::includes)
                                .findFirst()
                                .map(topic ->
                                        ("matches '%s', which the pipeline writes: it would read its own results; make it"
                                                        + " narrower, or name the topics")
                                                .formatted(topic)))
                        .ifPresent(problem -> findings.add(new Finding(Reason.InvalidValue, path, problem)));
            }
        }
        return findings;
    }

    /** Where a source ends: a time that has not come yet would be the end of a partition that has no later record now. */
    static List<Finding> ends(Observed observed, Instant now) {
        List<Finding> findings = new ArrayList<>();
        List<SourceSpec> sources = observed.pipeline().getSpec().sources();
        for (int i = 0; i < sources.size(); i++) {
            String until = sources.get(i).until();
            if (until == null || until.equals(Until.NOW)) {
                continue;
            }
            String path = "spec.sources[" + i + "].until";
            if (!isTime(until)) {
                findings.add(new Finding(
                        Reason.InvalidValue,
                        path,
                        "'%s' is no time; use NOW or one such as 2026-01-31T00:00:00Z".formatted(until)));
            } else if (OffsetDateTime.parse(until).toInstant().isAfter(now)) {
                findings.add(new Finding(
                        Reason.InvalidValue,
                        path,
                        "'%s' has not come yet, and what is still to be written before it would be left out; use NOW or a time that has passed"
                                .formatted(until)));
            }
        }
        return findings;
    }

    private static boolean isTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    static List<Finding> reservedSettings(Observed observed) {
        PipelineSpec spec = observed.pipeline().getSpec();
        return spec.job() == null
                ? List.of()
                : spec.job().flinkConfiguration().keySet().stream()
                        .filter(key -> RESERVED.matcher(key).matches())
                        .map(key -> new Finding(
                                Reason.ReservedSetting,
                                "spec.job.flinkConfiguration[" + key + "]",
                                "this setting belongs to the operator; remove it" + instead(key)))
                        .toList();
    }

    private static String instead(String key) {
        return switch (key) {
            case "execution.checkpointing.interval" -> ", and set job.checkpoints.interval";
            case "state.checkpoints.dir",
                    "state.savepoints.dir",
                    "execution.checkpointing.dir",
                    "execution.checkpointing.savepoint-dir",
                    "high-availability.storageDir" -> ", and set job.checkpoints.directory";
            case "parallelism.default" -> ", and set job.parallelism";
            case "taskmanager.numberOfTaskSlots" -> ", and set job.resources.slotsPerTaskManager";
            case "jobmanager.memory.process.size" -> ", and set job.resources.jobManager.memory";
            case "taskmanager.memory.process.size" -> ", and set job.resources.taskManager.memory";
            default -> "";
        };
    }

    static List<Finding> essentials(Observed observed) {
        JobSettings settings = JobSettings.of(observed.pipeline(), observed.defaults());
        List<Finding> findings = new ArrayList<>();
        if (settings.directory().isEmpty()) {
            findings.add(new Finding(
                    Reason.NoCheckpointDirectory,
                    "spec.job.checkpoints.directory",
                    "neither the pipeline nor the operator names a folder for checkpoints; set one that all Flink processes"
                            + " reach, such as s3://lake/checkpoints"));
        }
        if (settings.image().isEmpty()) {
            findings.add(new Finding(
                    Reason.NoImage,
                    "spec.job.image",
                    "neither the pipeline nor the operator names a container image for the job; set one"));
        }
        return findings;
    }

    static List<Finding> deadLetterTopic(Observed observed) {
        List<Finding> findings = new ArrayList<>();
        PipelineSpec spec = observed.pipeline().getSpec();
        String topic = OwnedTopic.deadLetterTopic(observed).orElse("");
        for (SourceSpec source : spec.sources()) {
            if (source.subscription().includes(topic)) {
                findings.add(usedTwice(topic, "source '" + source.name() + "' reads it"));
            }
        }
        for (SinkSpec sink : spec.sinks()) {
            if (sink.kafka() != null && topic.equals(sink.kafka().topic())) {
                findings.add(usedTwice(topic, "sink '" + sink.name() + "' writes it"));
            }
        }
        return findings;
    }

    /**
     * That the dead-letter topic, where it is not named, is not that of a pipeline of the same name in another namespace. Who
     * names a topic may share it on purpose.
     */
    static List<Finding> deadLettersOfItsOwn(Observed observed) {
        DeadLettersSpec asked = observed.pipeline().getSpec().deadLetters();
        if (asked != null && asked.topic() != null) {
            return List.of();
        }
        return OwnedTopic.deadLetterTopic(observed)
                .flatMap(topic -> otherUser(observed, topic)
                        .map(other -> usedTwice(topic, "those of the pipeline '" + other + "' go there")))
                .stream()
                .toList();
    }

    private static Optional<PipelineKey> otherUser(Observed observed, String topic) {
        ObjectMeta meta = observed.pipeline().getMetadata();
        Instant created = created(meta);
        return OwnedTopic.deadLettersOfOthers(observed).map(TopicFacts::owner).or(() -> observed.neighbours().stream()
                .filter(other -> other.topics().contains(topic)
                        && other.pipeline().name().equals(meta.getName()))
                // The elder one keeps it.
                .filter(other -> other.created().isBefore(created)
                        || other.created().equals(created)
                                && other.pipeline().compareTo(OwnedTopic.owner(observed)) < 0)
                .map(Neighbour::pipeline)
                .min(Comparator.naturalOrder()));
    }

    private static Instant created(ObjectMeta meta) {
        return meta.getCreationTimestamp() == null ? Instant.MAX : Instant.parse(meta.getCreationTimestamp());
    }

    private static Finding usedTwice(String topic, String use) {
        return new Finding(
                Reason.TopicUsedTwice,
                "spec.deadLetters.topic",
                "dead letters cannot go to '%s', since %s; name another topic".formatted(topic, use));
    }
}
