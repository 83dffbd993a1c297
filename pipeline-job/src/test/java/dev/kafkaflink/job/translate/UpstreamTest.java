package dev.kafkaflink.job.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.job.connector.source.Reading;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the record that a row is made of is still being worked on at the sink. */
class UpstreamTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM flights",
                "SELECT UPPER(origin) AS o FROM flights WHERE dep_delay > 15",
                "SELECT origin, word FROM flights, UNNEST(SPLIT(`value`, ' ')) AS t (word)"
            })
    void itIsBehindCalculations(String query) {
        assertThat(upstreamOfSink(query).isOneCall()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Plans.WINDOWS,
                "SELECT origin FROM flights UNION ALL SELECT origin FROM flights WHERE dep_delay > 15",
                "SELECT a.origin FROM flights a, flights b WHERE a.origin = b.origin"
                        + " AND a.`at` BETWEEN b.`at` - INTERVAL '1' HOUR AND b.`at`"
            })
    void itIsNotBehindWhatKeepsOrUnites(String query) {
        assertThat(upstreamOfSink(query).isOneCall()).isFalse();
    }

    @Test
    void itIsNotBehindWhatIsDoneAsynchronously() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
        DataStream<Long> numbers =
                env.fromSource(new NumberSequenceSource(1, 2), WatermarkStrategy.noWatermarks(), "numbers");
        DataStream<Long> lookedUp = AsyncDataStream.unorderedWait(numbers, new LookUp(), 1, TimeUnit.SECONDS);

        assertThat(Upstream.of(numbers.map(number -> number).getTransformation())
                        .isOneCall())
                .isTrue();
        assertThat(Upstream.of(lookedUp.getTransformation()).isOneCall()).isFalse();
        assertThat(Upstream.of(lookedUp.map(number -> number).getTransformation())
                        .isOneCall())
                .isFalse();
    }

    private static Upstream upstreamOfSink(String query) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, new Configuration());
        Translation.add(Plans.of(query), env, Reading.AS_DEFINED);
        List<Transformation<?>> inputs = env.getTransformations().stream()
                .flatMap(last -> last.getTransitivePredecessors().stream())
                .filter(one -> "encode-s0".equals(one.getUid()))
                .flatMap(encode -> encode.getInputs().stream())
                .<Transformation<?>>map(input -> input)
                .distinct()
                .toList();
        assertThat(inputs).hasSize(1);
        return Upstream.of(inputs.get(0));
    }

    private static final class LookUp implements AsyncFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public void asyncInvoke(Long input, ResultFuture<Long> result) {
            result.complete(List.of(input));
        }
    }
}
