package dev.kafkaflink.operator.edge.flink;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * The values of a vertex's metrics, over its subtasks. The names are listed first: asked for one that is not there, Flink
 * answers with none at all.
 */
final class VertexMetrics {
    /** Flink's server takes a request line of up to 4096 bytes. */
    private static final int LONGEST_QUERY = 3000;

    private final FlinkRest rest;

    VertexMetrics(FlinkRest rest) {
        this.rest = rest;
    }

    /** Value by metric id, of the metrics that a sample needs. */
    CompletableFuture<Map<String, Double>> read(URI base, String path) {
        return rest.get(base, path).thenCompose(listed -> {
            SortedMap<String, List<String>> needed = new TreeMap<>();
            for (JsonNode metric : listed) {
                String id = metric.path("id").asText();
                if (MetricTotals.isNeeded(id)) {
                    needed.computeIfAbsent(MetricTotals.aggregation(id), aggregation -> new ArrayList<>())
                            .add(id);
                }
            }
            return needed.entrySet().stream()
                    .map(ids -> values(base, path, ids.getKey(), ids.getValue()))
                    .reduce((one, other) -> one.thenCombine(other, VertexMetrics::merged))
                    .orElseGet(() -> CompletableFuture.completedFuture(Map.of()));
        });
    }

    /**
     * The texts of metrics that are texts, each of the first subtask that has one.
     *
     * @param job its path
     * @param ids those that are asked for; mostly none
     */
    CompletableFuture<Map<String, String>> texts(URI base, String job, JsonNode vertex, List<String> ids) {
        CompletableFuture<Map<String, String>> all = CompletableFuture.completedFuture(Map.of());
        for (String query : queries(ids)) {
            for (int subtask = 0; subtask < vertex.path("parallelism").asInt(); subtask++) {
                String path = "%s/vertices/%s/subtasks/%d/metrics?get=%s"
                        .formatted(job, vertex.path("id").asText(), subtask, query);
                all = all.thenCompose(before -> rest.get(base, path).thenApply(answer -> withTexts(before, answer)));
            }
        }
        return all;
    }

    private static Map<String, String> withTexts(Map<String, String> before, JsonNode answer) {
        Map<String, String> texts = new HashMap<>(before);
        for (JsonNode metric : answer) {
            String text = metric.path("value").asText();
            if (!text.isEmpty()) {
                texts.putIfAbsent(metric.path("id").asText(), text);
            }
        }
        return texts;
    }

    private CompletableFuture<Map<String, Double>> values(URI base, String path, String aggregation, List<String> ids) {
        CompletableFuture<Map<String, Double>> all = CompletableFuture.completedFuture(Map.of());
        for (String query : queries(ids)) {
            all = all.thenCompose(before -> rest.get(base, "%s?agg=%s&get=%s".formatted(path, aggregation, query))
                    .thenApply(answer -> merged(before, values(answer, aggregation))));
        }
        return all;
    }

    private static Map<String, Double> values(JsonNode answer, String aggregation) {
        Map<String, Double> values = new HashMap<>();
        for (JsonNode metric : answer) {
            var value = metric.path(aggregation);
            if (value.isNumber()) {
                values.put(metric.path("id").asText(), value.asDouble());
            }
        }
        return values;
    }

    /** The ids, separated by commas, in as many lists as the length of a request takes. */
    private static List<String> queries(List<String> ids) {
        List<String> queries = new ArrayList<>();
        var query = new StringBuilder();
        for (String id : ids) {
            String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8);
            if (query.length() > 0 && query.length() + encoded.length() >= LONGEST_QUERY) {
                queries.add(query.toString());
                query.setLength(0);
            }
            query.append(query.length() == 0 ? "" : ",").append(encoded);
        }
        if (query.length() > 0) {
            queries.add(query.toString());
        }
        return queries;
    }

    private static Map<String, Double> merged(Map<String, Double> one, Map<String, Double> other) {
        Map<String, Double> merged = new HashMap<>(one);
        merged.putAll(other);
        return merged;
    }
}
