package dev.kafkaflink.job.connector;

import dev.kafkaflink.job.deadletter.DeadLetter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What sources and sinks leave behind while the planner builds them, for the parts of the graph that come after. */
public final class Topology {
    private final List<DataStream<DeadLetter>> deadLetters = new ArrayList<>();
    private final Map<String, Integer> reads = new HashMap<>();

    /** Takes note that a source is read from Kafka. */
    public void addRead(String source) {
        reads.merge(source, 1, Integer::sum);
    }

    /** Takes the dead letters of a source or sink. */
    public void addDeadLetters(DataStream<DeadLetter> letters) {
        deadLetters.add(letters);
    }

    /** All streams of dead letters. */
    public List<DataStream<DeadLetter>> deadLetters() {
        return List.copyOf(deadLetters);
    }

    /** The sources that the plan reads more than once, so that their records and dead letters would count twice. */
    public List<String> readTwice() {
        return reads.entrySet().stream()
                .filter(read -> read.getValue() > 1)
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.toList());
    }
}
