package dev.kafkaflink.operator.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.JobMetrics;
import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.SourceTime;
import dev.kafkaflink.operator.core.model.Sample;
import dev.kafkaflink.operator.core.model.Sample.Attempt;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Event times in seconds, a sample each 30 seconds; the orders are ahead of the clicks. */
class SourceTimesTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final Attempt FIRST = new Attempt("job", START, 0);
    private static final Attempt SECOND = new Attempt("job", START, 1);
    private static final long NONE = JobMetrics.NO_WATERMARK;
    private static final long IDLE = JobMetrics.HOLDS_NOTHING_BACK;

    private static final String JOIN = "SELECT * FROM orders JOIN clicks ON orders.id = clicks.id";

    private final List<Sample> samples = new ArrayList<>();
    private PipelineSpec spec = spec("", JOIN);
    private Attempt attempt = FIRST;
    private List<SourceTime> told;

    @Test
    void saysHowFarEachSourceHasCome() {
        look(100, 90);

        assertThat(told)
                .containsExactly(
                        new SourceTime("clicks", "1970-01-01T00:01:30Z", null, "orders", 10L, null),
                        new SourceTime("orders", "1970-01-01T00:01:40Z", null, null, 0L, null));
    }

    @Test
    void oneThatStandsStillHoldsTheOthersBackOnceItHasBeenFarBehindForAMinute() {
        look(100, 90).look(130, 90).look(160, 90).look(190, 90);
        assertThat(holdingBack()).as("far behind for half a minute").isEmpty();

        look(220, 90);
        assertThat(holdingBack()).containsExactly("clicks");
        assertThat(told.get(0).behindSeconds()).isEqualTo(130);
    }

    @Test
    void soDoesOneThatFallsBackMoreAndMore() {
        look(200, 100).look(230, 110).look(260, 120);

        assertThat(holdingBack()).containsExactly("clicks");
    }

    @Test
    void oneThatIsSteadilyBehindDoesNot() {
        look(5000, 100).look(5030, 130).look(5060, 160).look(5090, 190);

        assertThat(holdingBack()).isEmpty();
    }

    @Test
    void norDoesOneThatCatchesUp() {
        look(5000, 100).look(5030, 1000).look(5060, 2000).look(5090, 4000);

        assertThat(holdingBack()).isEmpty();
    }

    @Test
    void aLeapOfTheOtherIsNoFallingBack() {
        look(5000, 100).look(5000, 130).look(8600, 160);

        assertThat(holdingBack()).isEmpty();
    }

    @Test
    void oneWithoutAWatermarkHoldsBackWhateverElseHasOne() {
        look(100, NONE).look(100, NONE).look(100, NONE);

        assertThat(holdingBack()).containsExactly("clicks");
        assertThat(told.get(0)).isEqualTo(new SourceTime("clicks", null, null, "orders", null, true));
    }

    @Test
    void nothingIsHeldBackBeforeTheFirstRecord() {
        look(NONE, NONE).look(NONE, NONE).look(NONE, NONE);

        assertThat(holdingBack()).isEmpty();
    }

    @Test
    void anIdleSourceHoldsNothingBackAndIsNotHeldBack() {
        look(100, IDLE).look(130, IDLE).look(160, IDLE);

        assertThat(told)
                .containsExactly(
                        new SourceTime("clicks", null, true, null, null, null),
                        new SourceTime("orders", "1970-01-01T00:02:40Z", null, null, null, null));
    }

    @Test
    void itStaysToldUntilItHasBeenCloseForAMinute() {
        look(200, 100).look(230, 100).look(260, 100);
        look(290, 280).look(320, 318);
        assertThat(holdingBack()).containsExactly("clicks");

        look(350, 349);
        assertThat(holdingBack()).isEmpty();
    }

    @Test
    void orUntilItIsIdle() {
        look(200, 100).look(230, 100).look(260, 100);

        look(290, IDLE);
        assertThat(holdingBack()).isEmpty();
    }

    @Test
    void itStaysToldUntilARestartedJobHasRunForAMinute() {
        look(200, 100).look(230, 100).look(260, 100);
        attempt = SECOND;
        look(NONE, NONE).look(260, 255);
        assertThat(holdingBack()).containsExactly("clicks");

        look(290, 285);
        assertThat(holdingBack()).isEmpty();
    }

    @Test
    void alignedOnesWaitAndAreHeldBackAllTheSame() {
        spec = spec(", maxDrift: 2m", JOIN);

        look(230, 100).look(230, 100).look(230, 100);

        assertThat(holdingBack()).containsExactly("clicks");
    }

    @Test
    void sourcesThatNoSinkReadsTogetherDoNotWaitForEachOther() {
        spec = spec("", "SELECT * FROM orders", "SELECT * FROM clicks", "SELECT orders_per_clicks FROM orders");

        look(100, NONE).look(130, NONE).look(160, NONE);

        assertThat(told)
                .containsExactly(
                        new SourceTime("clicks", null, null, null, null, null),
                        new SourceTime("orders", "1970-01-01T00:02:40Z", null, null, null, null));
    }

    @Test
    void aSinkReadsWhatItsViewsRead() {
        spec = spec("", "SELECT * FROM orders JOIN recent ON orders.id = recent.id");

        look(100, NONE).look(130, NONE).look(160, NONE);

        assertThat(holdingBack()).containsExactly("clicks");
    }

    private List<String> holdingBack() {
        return told.stream()
                .filter(source -> Boolean.TRUE.equals(source.holdsBack()))
                .map(SourceTime::name)
                .toList();
    }

    private SourceTimesTest look(long orders, long clicks) {
        var watermarks = new TreeMap<String, Long>();
        watermarks.put("orders", watermark(orders));
        watermarks.put("clicks", watermark(clicks));
        samples.add(new Sample(
                START.plusSeconds(30L * samples.size()),
                attempt,
                List.of(),
                null,
                null,
                null,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                null,
                null,
                watermarks));
        told = SourceTimes.of(spec, told, samples);
        return this;
    }

    private static long watermark(long seconds) {
        return seconds == NONE || seconds == IDLE ? seconds : seconds * 1000;
    }

    private static PipelineSpec spec(String eventTime, String... queries) {
        String sinks = Stream.of(queries)
                .map("  - {name: out, query: '%s', kafka: {topic: out, format: {type: Json}}}\n"::formatted)
                .reduce("", String::concat);
        return Serialization.unmarshal(
                        """
                        metadata: {name: delays, namespace: lake}
                        spec:
                          kafka: {clusterRef: {name: events}}
                          sources:
                          - {name: orders, topic: a, format: {type: Json}, eventTime: {column: at%s}}
                          - {name: clicks, topic: b, format: {type: Json}, eventTime: {column: at%s}}
                          views:
                          - {name: recent, query: SELECT * FROM clicks}
                          sinks:
                        %s
                        """
                                .formatted(eventTime, eventTime, sinks),
                        KafkaFlinkPipeline.class)
                .getSpec();
    }
}
