package dev.kafkaflink.job.connector.sink;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.job.connector.DeadLetterOutput;
import dev.kafkaflink.job.connector.KafkaClients;
import dev.kafkaflink.job.connector.KafkaSinks;
import dev.kafkaflink.job.connector.Uids;
import dev.kafkaflink.job.state.SerializerType;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.sink.DataStreamSinkProvider;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A Kafka topic to which a query's rows are appended or, with a primary key, in which they replace each other; or their changes,
 * in a format that tells of them.
 */
public final class SinkTable implements DynamicTableSink {
    private static final TypeInformation<Encoded> ENCODED =
            new SerializerType<>(Encoded.class, EncodedSerializer.INSTANCE);

    private final Sink sink;
    private final JobDefinition definition;
    private final RowType schema;
    private final Function<DataStream<RowData>, RowTimes> times;

    /**
     * A table for the rows of a sink's query.
     *
     * @param sink the definition
     * @param definition the pipeline's
     * @param schema the query's columns
     * @param times which times of the rows of a stream are known
     */
    public SinkTable(
            Sink sink, JobDefinition definition, RowType schema, Function<DataStream<RowData>, RowTimes> times) {
        this.sink = sink;
        this.definition = definition;
        this.schema = schema;
        this.times = times;
    }

    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requested) {
        if (sink.kafka().format().type().tellsOfChanges()) {
            return ChangelogMode.all();
        }
        return sink.upserts() ? ChangelogMode.upsert() : ChangelogMode.insertOnly();
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
        return new Provider();
    }

    @Override
    public DynamicTableSink copy() {
        return new SinkTable(sink, definition, schema, times);
    }

    @Override
    public String asSummaryString() {
        return "topic " + sink.kafka().topic();
    }

    private DataStreamSink<Encoded> consume(DataStream<RowData> rows) {
        SingleOutputStreamOperator<Encoded> encoded = rows.process(encode(rows), ENCODED)
                .name(Uids.encode(sink.name()))
                .uid(Uids.encode(sink.name()));
        return encoded.sinkTo(KafkaSinks.of(
                        definition.kafka(),
                        definition.delivery(),
                        Uids.sink(sink.name()),
                        sink.name(),
                        sink.kafka().topic(),
                        new Serializer(sink.kafka().topic())))
                .name(Uids.sink(sink.name()))
                .uid(Uids.sink(sink.name()));
    }

    private EncodeFunction encode(DataStream<RowData> rows) {
        return new EncodeFunction(
                sink.name(),
                sink.kafka().topic(),
                KafkaClients.admin(definition.kafka()),
                schema,
                RecordParts.of(sink, schema),
                times.apply(rows),
                new DeadLetterOutput(definition.deadLetters().policy()));
    }

    private final class Provider implements DataStreamSinkProvider {
        @Override
        public DataStreamSink<?> consumeDataStream(ProviderContext context, DataStream<RowData> rows) {
            return consume(rows);
        }
    }

    /**
     * Leaves the timestamp to Kafka where the sink names no column for it: with event time, a topic's retention would delete
     * records of the past at once.
     */
    private record Serializer(String topic) implements KafkaRecordSerializationSchema<Encoded> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(Encoded encoded, KafkaSinkContext context, Long timestamp) {
            return new ProducerRecord<>(
                    topic, null, encoded.timestamp(), encoded.key(), encoded.value(), encoded.headers());
        }
    }
}
