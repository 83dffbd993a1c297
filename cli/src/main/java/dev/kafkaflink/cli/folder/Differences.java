package dev.kafkaflink.cli.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Differences as a person reads them: a record that is nearly the expected one stands below it. */
final class Differences {
    private static final int SHOWN = 20;
    /** More records are not paired: looking at each two of them would take longer than anybody waits. */
    private static final int PAIRED = 500;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Differences() {}

    /** The first differences, and how many more there are. Records are written as in {@link Comparison}. */
    static List<String> lines(List<String> missing, List<String> unexpected) {
        List<Pair> pairs = pairs(rows(missing), rows(unexpected));
        Set<Integer> pairedMissing = new HashSet<>();
        Set<Integer> pairedUnexpected = new HashSet<>();
        pairs.forEach(pair -> {
            pairedMissing.add(pair.missing().index());
            pairedUnexpected.add(pair.unexpected().index());
        });
        List<List<String>> all = new ArrayList<>();
        pairs.forEach(pair -> all.add(pair.lines()));
        addOthers("missing   ", missing, pairedMissing, all);
        addOthers("too many  ", unexpected, pairedUnexpected, all);
        List<String> lines =
                all.stream().limit(SHOWN).flatMap(List::stream).collect(Collectors.toCollection(ArrayList::new));
        if (all.size() > SHOWN) {
            lines.add("... and " + (all.size() - SHOWN) + " more");
        }
        return lines;
    }

    private static void addOthers(String title, List<String> records, Set<Integer> paired, List<List<String>> all) {
        for (int i = 0; i < records.size(); i++) {
            if (!paired.contains(i)) {
                all.add(List.of(title + records.get(i)));
            }
        }
    }

    /** Records that are JSON objects, by their fields. */
    private static List<Row> rows(List<String> records) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < Math.min(records.size(), PAIRED); i++) {
            Row row = Row.of(i, records.get(i));
            if (row != null) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** The nearest two first, until no two are left that have half of their fields in common. */
    private static List<Pair> pairs(List<Row> missing, List<Row> unexpected) {
        List<Pair> candidates = missing.stream()
                .flatMap(one -> unexpected.stream().map(other -> new Pair(one, other)))
                .filter(Pair::isNear)
                .sorted(Comparator.comparingDouble(Pair::nearness).reversed())
                .toList();
        Set<Integer> takenMissing = new HashSet<>();
        Set<Integer> takenUnexpected = new HashSet<>();
        List<Pair> pairs = new ArrayList<>();
        for (Pair pair : candidates) {
            int one = pair.missing().index();
            int other = pair.unexpected().index();
            if (!takenMissing.contains(one) && !takenUnexpected.contains(other)) {
                takenMissing.add(one);
                takenUnexpected.add(other);
                pairs.add(pair);
            }
        }
        pairs.sort(Comparator.comparingInt(pair -> pair.missing().index()));
        return pairs;
    }

    /**
     * A record that is a JSON object.
     *
     * @param index its place in its list
     * @param fields its fields, and its key by the name {@code (key)}
     */
    private record Row(int index, String text, Map<String, String> fields) {
        static Row of(int index, String text) {
            int tab = text.indexOf('\t');
            try {
                JsonNode node = JSON.readTree(text.substring(tab + 1));
                if (node == null || !node.isObject()) {
                    return null;
                }
                Map<String, String> fields = new TreeMap<>();
                if (tab >= 0) {
                    fields.put("(key)", text.substring(0, tab));
                }
                node.properties()
                        .forEach(field ->
                                fields.put(field.getKey(), field.getValue().toString()));
                return new Row(index, text, fields);
            } catch (JsonProcessingException e) {
                return null;
            }
        }
    }

    private record Pair(Row missing, Row unexpected, double nearness) {
        Pair(Row missing, Row unexpected) {
            this(missing, unexpected, inCommon(missing.fields(), unexpected.fields()));
        }

        boolean isNear() {
            return nearness >= 0.5;
        }

        private static double inCommon(Map<String, String> one, Map<String, String> other) {
            long equal = one.entrySet().stream()
                    .filter(field -> field.getValue().equals(other.get(field.getKey())))
                    .count();
            return (double) equal / Math.max(1, Math.max(one.size(), other.size()));
        }

        List<String> lines() {
            return List.of(
                    "expected  " + missing.text(), "there     " + unexpected.text(), "differs   " + differingFields());
        }

        private String differingFields() {
            Map<String, String> one = missing.fields();
            Map<String, String> other = unexpected.fields();
            return Stream.concat(one.keySet().stream(), other.keySet().stream())
                    .distinct()
                    .filter(name -> !one.getOrDefault(name, "").equals(other.getOrDefault(name, "")))
                    .map(name -> name + ": " + one.getOrDefault(name, "(none)") + " expected, "
                            + other.getOrDefault(name, "(none)") + " there")
                    .collect(Collectors.joining("; "));
        }
    }
}
