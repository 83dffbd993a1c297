package dev.kafkaflink.job.connector.source;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.table.Subscription;
import dev.kafkaflink.job.connector.DeadLetterOutput;
import dev.kafkaflink.job.connector.KafkaClients;
import dev.kafkaflink.job.connector.Uids;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.job.state.SerializerType;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsWatermarkPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** Kafka topics as a table. It takes the watermark from the planner, so that one is kept for each partition. */
public class SourceTable implements ScanTableSource, SupportsWatermarkPushDown {
    final Source source;
    final KafkaCluster cluster;
    final DeadLetters deadLetters;
    final RowType schema;
    final Reading reading;
    private Projection projection;
    private RowType produced;
    private WatermarkStrategy<RowData> watermarks;
    /** Null: one plan reads the table. */
    private SharedStreams streams;

    /**
     * A table of all columns.
     *
     * @param source the definition
     * @param cluster where the topic lies
     * @param deadLetters what becomes of records that cannot be decoded
     * @param schema all columns
     * @param projection those of them that are built
     * @param reading how far the topic is read
     */
    public SourceTable(
            Source source,
            KafkaCluster cluster,
            DeadLetters deadLetters,
            RowType schema,
            Projection projection,
            Reading reading) {
        this.source = source;
        this.cluster = cluster;
        this.deadLetters = deadLetters;
        this.schema = schema;
        this.reading = reading;
        this.projection = projection;
        this.produced = schema;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        if (!source.primaryKey().isEmpty()) {
            // Flink keeps the newest row of each key, and so knows what an update or a deletion takes back.
            return ChangelogMode.upsert();
        }
        return source.format().type().tellsOfChanges() ? ChangelogMode.all() : ChangelogMode.insertOnly();
    }

    @Override
    public void applyWatermark(WatermarkStrategy<RowData> strategy) {
        watermarks = strategy;
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        return new Provider();
    }

    @Override
    public SourceTable copy() {
        return copyState(new SourceTable(source, cluster, deadLetters, schema, projection, reading));
    }

    /** Gives a new table what the planner has pushed into this one. */
    final <T extends SourceTable> T copyState(T table) {
        SourceTable copy = table;
        copy.projection = projection;
        copy.produced = produced;
        copy.watermarks = watermarks;
        copy.streams = streams;
        return table;
    }

    /** The same, read once by all plans that share these streams; null: it is read by one. */
    public SourceTable sharing(SharedStreams shared) {
        streams = shared;
        return this;
    }

    /** Takes the columns that the query uses. */
    final void project(int[] columns, RowType type) {
        projection = Projection.of(columns);
        produced = type;
    }

    @Override
    public String asSummaryString() {
        return source.subscription().text();
    }

    private DataStream<RowData> stream(StreamExecutionEnvironment env) {
        InternalTypeInfo<RowData> rowType = InternalTypeInfo.of(produced);
        DataStream<Decoded> decoded = env.fromSource(
                        topicsSource(kafkaSource(decodedType(rowType))),
                        RowWatermarks.of(watermarks, idleness(), maxDrift(), source.name()),
                        Uids.source(source.name()))
                .uid(Uids.source(source.name()));
        DeadLetterOutput output = new DeadLetterOutput(deadLetters.policy());
        RowsAndDeadLetters rows = new RowsAndDeadLetters(source.name(), output);
        return decoded.transform("Process", rowType, new RowsOperator(rows, source.name(), watermarks != null))
                .uid(Uids.rows(source.name()));
    }

    /** A test's input is read to its end, whatever it holds. */
    private TopicsSource topicsSource(KafkaSource<Decoded> kafka) {
        return new TopicsSource(
                kafka,
                new TopicFilter(source.subscription()),
                source.name(),
                reading.toPresentEnd() ? null : deadLetters.failAfter());
    }

    private KafkaSource<Decoded> kafkaSource(TypeInformation<Decoded> type) {
        KafkaSourceBuilder<Decoded> builder = KafkaSource.<Decoded>builder()
                .setGroupId(cluster.groupId())
                .setStartingOffsets(StartingOffsets.of(source.startFrom()))
                .setProperties(KafkaClients.consumer(cluster))
                .setClientIdPrefix(cluster.groupId() + "-" + source.name())
                .setDeserializer(new KafkaDecoder(source.name(), decoder(), type));
        Subscription topics = source.subscription();
        if (topics.pattern() == null) {
            builder.setTopics(topics.topics());
        } else {
            builder.setTopicPattern(Pattern.compile(topics.pattern()));
        }
        end().ifPresent(builder::setBounded);
        return builder.build();
    }

    /** Where each partition ends; empty: it does not. A job that comes back ends where its first start has found the end. */
    private Optional<OffsetsInitializer> end() {
        if (reading.toPresentEnd()) {
            return Optional.of(OffsetsInitializer.latest());
        }
        return Optional.ofNullable(source.until())
                .map(until -> until.timestampMillis() == null
                        ? OffsetsInitializer.latest()
                        : OffsetsInitializer.timestamp(until.timestampMillis()));
    }

    /** The planner reads the event time with every query, so that the limit does not depend on which one it is. */
    private RecordDecoder decoder() {
        RecordDecoder decoder = TableDecoder.of(source, schema, projection, reading);
        int index = source.eventTime() == null
                ? -1
                : produced.getFieldIndex(source.eventTime().column());
        return index < 0
                ? decoder
                : new EventTimeLimit(
                        decoder,
                        source.eventTime().column(),
                        index,
                        LogicalTypeChecks.getPrecision(produced.getTypeAt(index)),
                        source.eventTime().maxAhead(),
                        Clock.systemUTC());
    }

    private static TypeInformation<Decoded> decodedType(InternalTypeInfo<RowData> rows) {
        return new SerializerType<>(
                Decoded.class, new DecodedSerializer(rows.createSerializer(new SerializerConfigImpl())));
    }

    private Duration idleness() {
        return source.eventTime() == null || source.eventTime().idlenessMillis() == null
                ? null
                : Duration.ofMillis(source.eventTime().idlenessMillis());
    }

    /** Input that has an end is there at once: nothing is to be waited for. */
    private Duration maxDrift() {
        boolean waits =
                source.eventTime() != null && source.eventTime().maxDriftMillis() != null && !reading.toPresentEnd();
        return waits ? Duration.ofMillis(source.eventTime().maxDriftMillis()) : null;
    }

    private final class Provider implements DataStreamScanProvider {
        @Override
        public DataStream<RowData> produceDataStream(ProviderContext context, StreamExecutionEnvironment env) {
            return streams == null ? stream(env) : streams.branch(source.name(), () -> stream(env));
        }

        // The plan is the one of endless input, wherever it ends.
        @Override
        public boolean isBounded() {
            return false;
        }
    }
}
