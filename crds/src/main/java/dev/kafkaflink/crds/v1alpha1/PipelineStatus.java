package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** How the pipeline is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PipelineStatus(
        @JsonPropertyDescription("The generation of the specification that this status speaks of.")
                Long observedGeneration,
        @JsonPropertyDescription(
                        "Ready, Reconciling, Stalled, SpecAccepted, TopicsReady and JobRunning; OutputLost if records were lost;"
                                + " NewerSchema if a registry has other columns of a source; EventTimeHeldBack while"
                                + " sources hold back others.")
                List<Condition> conditions,
        @JsonPropertyDescription("The topics that the pipeline owns, and those that it no longer lists and that"
                        + " stay all the same.")
                List<TopicStatus> topics,
        @JsonPropertyDescription("The Flink job.") JobStatus job,
        @JsonPropertyDescription("What was measured.") Metrics metrics,
        @JsonPropertyDescription("The figures in words, as kubectl get shows them.") Summary summary,
        @JsonPropertyDescription("The Kafka cluster that the job reads and writes.") KafkaStatus kafka,
        @JsonPropertyDescription("Where sources have their columns from whose specification does not list them.")
                List<SourceSchema> schemas) {

    public PipelineStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        topics = topics == null ? List.of() : List.copyOf(topics);
        schemas = schemas == null || schemas.isEmpty() ? null : List.copyOf(schemas);
    }

    /** The schema whose fields are a source's columns: it stays, whatever the registry has, until another is asked for. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SourceSchema(
            @JsonPropertyDescription("The source's name.") String source,
            @JsonPropertyDescription("The address of the registry.") String registry,
            @JsonPropertyDescription("The subject.") String subject,
            @JsonPropertyDescription("Its version.") Integer version,
            @JsonPropertyDescription("The id of the schema.") Integer id,
            @JsonPropertyDescription("The columns.") List<SchemaColumn> columns,
            @JsonPropertyDescription("A newer version with other columns; absent: there is none.") NewerSchema newer) {
        public SourceSchema {
            columns = columns == null ? List.of() : List.copyOf(columns);
        }
    }

    /** A column that comes from a schema. */
    public record SchemaColumn(
            @JsonPropertyDescription("Its name.") String name,
            @JsonPropertyDescription("Its type in Flink SQL.") String type) {}

    /** A version of a subject that is not taken yet. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record NewerSchema(
            @JsonPropertyDescription("The version: spec.sources[].schemaVersion takes it.") Integer version,
            @JsonPropertyDescription("What it changes of the columns.") List<String> changes,
            @JsonPropertyDescription("Why it cannot be taken: what of it is no column. Absent: it can.")
                    String failure) {
        public NewerSchema {
            changes = changes == null ? List.of() : List.copyOf(changes);
        }
    }

    /** The Kafka cluster of the job. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record KafkaStatus(
            @JsonPropertyDescription("The id that the cluster has given itself: what the job keeps belongs to it, by"
                            + " whatever address it is reached.")
                    String clusterId) {}

    /** A topic that the pipeline owns. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TopicStatus(
            @JsonPropertyDescription("Its name in Kafka.") String name,
            @JsonPropertyDescription(
                            "True when Strimzi says that it is as asked; absent for one that is no longer listed.")
                    Boolean ready,
            @JsonPropertyDescription("Number of partitions asked for.") Integer partitions,
            @JsonPropertyDescription("What holds it up.") String message,
            @JsonPropertyDescription("Why it stays when the pipeline is deleted, or no longer lists it, although its"
                            + " deletionPolicy is Delete; absent: its policy decides.")
                    String stays) {}

    /** The Flink job. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record JobStatus(
            @JsonPropertyDescription("Flink's id of the job.") String id,
            @JsonPropertyDescription(
                            "Starting, Running, Restarting, Upgrading, Suspended, Failed, Finished, Waiting or Unknown.")
                    String state,
            @JsonPropertyDescription("The hash of all that the running job was made from: its definition, image and"
                            + " settings.")
                    String revision,
            @JsonPropertyDescription("When the running attempt began.") String startTime,
            @JsonPropertyDescription("How often the job restarted since it was deployed.") Long restarts,
            @JsonPropertyDescription("How often its job manager was started again since it was deployed, which sets the"
                            + " restarts back to zero; absent: never.")
                    Long jobManagerRestarts,
            @JsonPropertyDescription("The savepoint of the last upgrade or suspension.") String lastSavepoint,
            @JsonPropertyDescription("The folder with the job's checkpoints and savepoints, once there is one: a"
                            + " FlinkDeployment that has to be made anew goes on from the newest of them.")
                    String stateFolder,
            @JsonPropertyDescription("The address of Flink's web UI within the cluster.") String webUI,
            @JsonPropertyDescription("What the last change of the queries did to the job's state; absent: all that the"
                            + " job keeps went on.")
                    Edit lastEdit,
            @JsonPropertyDescription(
                            "Into how many parts the job's state is split, and so the most subtasks that it can"
                                    + " run. It is chosen when the pipeline gets its first job, and stays.")
                    Integer maxParallelism,
            @JsonPropertyDescription(
                            "What the job would be given besides what it has if it were made now, after a change"
                                    + " of the operator's defaults, its version or a broker's address. It keeps what it has until"
                                    + " the specification is edited; another spec.job.restartNonce will do. Absent: nothing.")
                    List<String> outdated,
            @JsonPropertyDescription(
                            "What the job was put back to after an edit that could not start; absent: it was not.")
                    RolledBack rolledBack,
            @JsonPropertyDescription("The steps of the queries whose state grows with each new key and is never"
                            + " forgotten: spec.stateTtl limits it. Absent: none.")
                    List<String> growing) {
        public JobStatus {
            growing = growing == null || growing.isEmpty() ? null : List.copyOf(growing);
            outdated = outdated == null || outdated.isEmpty() ? null : List.copyOf(outdated);
        }
    }

    /** What a job was put back to; a FlinkDeployment that is deleted is made anew from it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RolledBack(
            @JsonPropertyDescription("Hash of what the specification asked of the job then; as long as it asks for the"
                            + " same, the job stays.")
                    String request,
            @JsonPropertyDescription("What could not start, and why.") String why,
            @JsonPropertyDescription("The hash of the job's definition.") String definition,
            @JsonPropertyDescription("The hash of all that the job is made from.") String revision,
            @JsonPropertyDescription("The specification of its FlinkDeployment, as JSON.") String spec) {}

    /** What a change of the queries did to the job's state. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Edit(
            @JsonPropertyDescription("The hash of the changed definition.") String revision,
            @JsonPropertyDescription("How many of its steps may keep state.") Integer stepsWithState,
            @JsonPropertyDescription("Those of them that compute something else than before, or read another topic,"
                            + " and so began with empty state: the sinks that they work for, and what they do.")
                    List<String> begunAnew,
            @JsonPropertyDescription(
                            "What kept state before and is gone: steps with the sinks that they worked for, sinks,"
                                    + " and the output of dead letters.")
                    List<String> dropped) {
        public Edit {
            begunAnew = begunAnew == null ? List.of() : List.copyOf(begunAnew);
            dropped = dropped == null ? List.of() : List.copyOf(dropped);
        }
    }

    /** What was measured over the last window. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Metrics(
            @JsonPropertyDescription("When.") String measuredAt,
            @JsonPropertyDescription("Rates over the last measuring window.") Throughput throughput,
            @JsonPropertyDescription("Percentiles over the last measuring window in which records were written, in"
                            + " milliseconds, within 5 % of the true value.")
                    Latency latency,
            @JsonPropertyDescription("Counts since the pipeline was created, across restarts.") Reliability reliability,
            @JsonPropertyDescription("What Kafka has that the job has not read yet.") Lag lag,
            @JsonPropertyDescription("How far the sources with event time have come.") List<SourceTime> sources,
            @JsonPropertyDescription("The job's own totals at that moment, from which reliability is counted on.")
                    Counters counters) {
        public Metrics {
            sources = sources == null || sources.isEmpty() ? null : List.copyOf(sources);
        }
    }

    /** Rates over the last measuring window. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Throughput(
            @JsonPropertyDescription("Records read per second.") Double recordsInPerSecond,
            @JsonPropertyDescription("Records handed to the sinks per second.") Double recordsOutPerSecond,
            @JsonPropertyDescription("Bytes read per second.") Double bytesInPerSecond,
            @JsonPropertyDescription("Bytes handed to the sinks per second.") Double bytesOutPerSecond) {}

    /** Latency percentiles. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Latency(
            @JsonPropertyDescription("Processing time at the sink minus the record's event time.")
                    Percentiles eventTime,
            @JsonPropertyDescription(
                            "Time at the sink minus the time when Kafka appended the input record, from topics with"
                                    + " message.timestamp.type LogAppendTime; absent where a row is made of several"
                                    + " records.")
                    Percentiles processing,
            @JsonPropertyDescription(
                            "Time at the sink minus the timestamp that the producer gave the input record, from topics"
                                    + " with message.timestamp.type CreateTime, which is Kafka's default; absent where a row"
                                    + " is made of several records.")
                    Percentiles sinceCreated) {}

    /** Percentiles in milliseconds. */
    public record Percentiles(Long p50, Long p95, Long p99) {}

    /** Counts since the pipeline was created. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reliability(
            @JsonPropertyDescription("Records read.") Long read,
            @JsonPropertyDescription("Records handed to the sinks' systems.") Long sent,
            @JsonPropertyDescription("Records that they have for good: exactly once, those that are committed; at least"
                            + " once, those that were acknowledged when a checkpoint was taken.")
                    Long acknowledged,
            @JsonPropertyDescription("acknowledged / sent; absent before the first record.") Double ratio,
            @JsonPropertyDescription("Records that could not be processed.") Long deadLettered,
            @JsonPropertyDescription("Those of deadLettered over which a decoder or encoder failed with an exception,"
                            + " which is a defect of kafkaflink: the dead letters have the exception's stack. Absent where"
                            + " there are none.")
                    Long codecFailures,
            @JsonPropertyDescription("Records, dead letters among them, whose transaction Kafka aborted before it was"
                            + " committed: they are in no topic. Absent where there are none.")
                    Long lost,
            @JsonPropertyDescription("Rows, at least, that windows, window joins, OVER and MATCH_RECOGNIZE left out"
                            + " because they came behind the watermark, added up over these steps; absent where there are"
                            + " none of them. Records of one window and key that Flink adds up before they get there count"
                            + " as one row.")
                    Long late) {}

    /** The job's own counts at one moment. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Counters(
            @JsonPropertyDescription("Flink's id of the job.") String jobId,
            @JsonPropertyDescription("When its job manager started it.") String startTime,
            @JsonPropertyDescription("How often it restarted since then.") Long restarts,
            @JsonPropertyDescription("Rows left out because they came behind the watermark, since the last restart.")
                    Long late,
            @JsonPropertyDescription("What sources, sinks and the dead letters' output count.") List<Stage> stages) {
        public Counters {
            stages = stages == null ? List.of() : List.copyOf(stages);
        }
    }

    /** Totals of a source, a sink or the dead letters' output, which go on with the job's state. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Stage(
            @JsonPropertyDescription("source.NAME, sink.NAME or deadLetters.") String name,
            @JsonPropertyDescription("Marks the job in which the totals began at zero.") Long begunIn,
            @JsonPropertyDescription("Records read.") Long read,
            @JsonPropertyDescription("Records handed to the sink's system.") Long sent,
            @JsonPropertyDescription("Records that it has for good.") Long acknowledged,
            @JsonPropertyDescription("Records that could not be processed.") Long deadLettered,
            @JsonPropertyDescription("Those over which a decoder or encoder failed.") Long codecFailures,
            @JsonPropertyDescription("Records whose transaction was aborted.") Long lost) {}

    /** What Kafka has that the job has not read yet. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Lag(
            @JsonPropertyDescription("Records.") Long records,
            @JsonPropertyDescription("Age of the newest record read, if any is waiting; else 0.") Long seconds) {}

    /** How far a source has come in event time. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SourceTime(
            @JsonPropertyDescription("The source.") String name,
            @JsonPropertyDescription("Its watermark, the least over its partitions that are not idle: windows that end"
                            + " before it are given out. Absent before the first, and while the source is idle.")
                    String watermark,
            @JsonPropertyDescription(
                            "True while all its partitions are idle or have ended, so that it holds nothing back.")
                    Boolean idle,
            @JsonPropertyDescription(
                            "The source with the furthest watermark of those that a sink reads together with it;"
                                    + " absent: none is ahead of it.")
                    String behind,
            @JsonPropertyDescription(
                            "By how many seconds its watermark is behind that one; 0: none is ahead of it. Absent:"
                                    + " it cannot be told.")
                    Long behindSeconds,
            @JsonPropertyDescription(
                            "True while it holds back the others: for a minute it was more than a minute behind, and"
                                    + " fell back further, or had no watermark.")
                    Boolean holdsBack) {}

    /** The figures in words. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Summary(
            @JsonPropertyDescription("The state in one word.") String state,
            @JsonPropertyDescription("Such as 1.2k.") String recordsInPerSecond,
            @JsonPropertyDescription("Such as 1.2k.") String recordsOutPerSecond,
            @JsonPropertyDescription(
                            "Event-time latency, such as 85ms; without one the processing latency, or that since creation.")
                    String latencyP99,
            @JsonPropertyDescription("Acknowledged over sent, such as 100%.") String acknowledged,
            @JsonPropertyDescription("Number of dead letters.") String deadLettered,
            @JsonPropertyDescription("Records waiting in Kafka.") String lag) {}
}
