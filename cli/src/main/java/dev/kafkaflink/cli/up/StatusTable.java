package dev.kafkaflink.cli.up;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** The table of pipelines as {@code kubectl get kfpipe -A} prints it: the API server makes it, this lays it out. */
final class StatusTable {
    private static final String PATH = "apis/kafkaflink.dev/v1alpha1/kafkaflinkpipelines";
    private static final String AS_TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
    private static final long LIMIT_SECONDS = 5;
    private static final String GAP = "   ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;

    StatusTable(KubernetesClient client) {
        this.client = client;
    }

    /**
     * A table laid out.
     *
     * @param lines the headings, then a line a pipeline
     * @param content the same without what only time changes
     * @param pipelines a map a pipeline, from the heading in lower case to what stands below it
     */
    record Layout(List<String> lines, List<String> content, List<Map<String, String>> pipelines) {}

    /** The table as it is now. */
    Layout fetch() throws InterruptedException {
        HttpRequest request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(client.getMasterUrl().toString() + PATH)
                .header("Accept", AS_TABLE)
                .build();
        try {
            HttpResponse<byte[]> response =
                    client.getHttpClient().sendAsync(request, byte[].class).get(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (!response.isSuccessful()) {
                throw new IllegalStateException("The API server answered " + response.code() + " to " + PATH);
            }
            return layOut(JSON.readTree(response.body()));
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The API server does not answer: " + e, e);
        } catch (IOException e) {
            throw new UncheckedIOException("The API server's table cannot be read", e);
        }
    }

    /** Lays out a {@code meta.k8s.io/v1 Table}, without the columns of kubectl's {@code -o wide}. */
    static Layout layOut(JsonNode table) {
        List<List<String>> all = cells(table, column -> column.path("priority").asInt() == 0);
        List<List<String>> content = cells(
                table,
                column -> column.path("priority").asInt() == 0
                        && !column.path("type").asText().equals("date"));
        return new Layout(aligned(all), aligned(content), pipelines(content));
    }

    private static List<Map<String, String>> pipelines(List<List<String>> lines) {
        List<Map<String, String>> pipelines = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            Map<String, String> pipeline = new LinkedHashMap<>();
            for (int column = 0; column < line.size(); column++) {
                pipeline.put(lines.get(0).get(column).toLowerCase(Locale.ROOT), line.get(column));
            }
            pipelines.add(pipeline);
        }
        return pipelines;
    }

    /** The headings, then the cells of each row. */
    private static List<List<String>> cells(JsonNode table, Predicate<JsonNode> shown) {
        List<List<String>> lines = new ArrayList<>();
        List<String> headings = new ArrayList<>(List.of("NAMESPACE"));
        for (JsonNode column : table.at("/columnDefinitions")) {
            if (shown.test(column)) {
                headings.add(column.path("name").asText().toUpperCase(Locale.ROOT));
            }
        }
        lines.add(headings);
        for (JsonNode row : table.at("/rows")) {
            List<String> line = new ArrayList<>();
            line.add(row.at("/object/metadata/namespace").asText());
            for (int index = 0; index < row.at("/cells").size(); index++) {
                if (shown.test(table.at("/columnDefinitions/" + index))) {
                    line.add(cell(row.at("/cells/" + index)));
                }
            }
            lines.add(line);
        }
        return lines;
    }

    private static String cell(JsonNode cell) {
        return cell.isNull() ? "" : cell.asText();
    }

    private static List<String> aligned(List<List<String>> lines) {
        int columns = lines.get(0).size();
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        List<String> aligned = new ArrayList<>();
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                String cell = line.get(column);
                text.append(cell)
                        .append(" ".repeat(widths[column] - cell.length()))
                        .append(GAP);
            }
            aligned.add(text.toString().stripTrailing());
        }
        return aligned;
    }
}
