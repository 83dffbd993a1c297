package dev.kafkaflink.job.connector;

import dev.kafkaflink.job.deadletter.DeadLetter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What sources and sinks leave behind while the planner builds them, for the parts of the graph that come after. */
public final class Topology {
    private final List<DataStream<DeadLetter>> deadLetters = new ArrayList<>();
    private final Map<String, List<int[]>> reads = new HashMap<>();

    /**
     * Takes note that a source is read from Kafka.
     *
     * @param columns the indices of the columns that are built
     */
    public void addRead(String source, int[] columns) {
        reads.computeIfAbsent(source, name -> new ArrayList<>()).add(columns);
    }

    /** Takes the dead letters of a source or sink. */
    public void addDeadLetters(DataStream<DeadLetter> letters) {
        deadLetters.add(letters);
    }

    /** All streams of dead letters. */
    public List<DataStream<DeadLetter>> deadLetters() {
        return List.copyOf(deadLetters);
    }

    /**
     * The sources that the plan reads more than once, so that their records and dead letters would count twice, each with all
     * columns that are used of it.
     */
    public Map<String, Set<Integer>> readTwice() {
        return reads.entrySet().stream()
                .filter(read -> read.getValue().size() > 1)
                .collect(Collectors.toMap(Map.Entry::getKey, read -> read.getValue().stream()
                        .flatMapToInt(Arrays::stream)
                        .boxed()
                        .collect(Collectors.toSet())));
    }
}
