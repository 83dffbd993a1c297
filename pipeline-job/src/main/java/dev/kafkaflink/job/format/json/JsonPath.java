package dev.kafkaflink.job.format.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of objects and the elements of arrays that lead to columns, as a tree of the columns' JSON pointers (RFC 6901). */
final class JsonPath implements Serializable {
    /** In place of a column. */
    static final int NONE = -1;

    /** Of copies of values that a parser with the format's limits has read. */
    static final JsonFactory COPIES = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private static final long serialVersionUID = 1L;

    private final int column;
    private final String[] names;
    private final JsonPath[] members;
    private final Map<String, Integer> indices = new HashMap<>();

    private JsonPath(int column, Map<String, JsonPath> byName) {
        this.column = column;
        this.names = byName.keySet().toArray(String[]::new);
        this.members = byName.values().toArray(JsonPath[]::new);
        for (int i = 0; i < names.length; i++) {
            indices.put(names[i], i);
        }
    }

    /** The pointer to a field of the root. */
    static String ofField(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** The tree of pointers; the column of each is its place in the list. */
    static JsonPath of(List<String> pointers) {
        Map<List<String>, Integer> columns = new LinkedHashMap<>();
        for (int i = 0; i < pointers.size(); i++) {
            if (columns.putIfAbsent(segments(pointers.get(i)), i) != null) {
                throw new IllegalArgumentException("two columns have the path " + pointers.get(i));
            }
        }
        return of(columns);
    }

    private static JsonPath of(Map<List<String>, Integer> columns) {
        Map<String, Map<List<String>, Integer>> byName = new LinkedHashMap<>();
        int here = NONE;
        for (Map.Entry<List<String>, Integer> each : columns.entrySet()) {
            List<String> segments = each.getKey();
            if (segments.isEmpty()) {
                here = each.getValue();
            } else {
                byName.computeIfAbsent(segments.get(0), name -> new LinkedHashMap<>())
                        .put(segments.subList(1, segments.size()), each.getValue());
            }
        }
        Map<String, JsonPath> members = new LinkedHashMap<>();
        byName.forEach((name, below) -> members.put(name, of(below)));
        return new JsonPath(here, members);
    }

    private static List<String> segments(String pointer) {
        List<String> segments = new ArrayList<>();
        for (String segment : pointer.substring(1).split("/", -1)) {
            segments.add(segment.replace("~1", "/").replace("~0", "~"));
        }
        return segments;
    }

    /** The column whose value stands here, or {@link #NONE}. */
    int column() {
        return column;
    }

    /** What leads further. */
    JsonPath[] members() {
        return members;
    }

    /**
     * Which member has this name; -1: none.
     *
     * @param guess fields mostly come in the order of the columns, so that a guess mostly costs one comparison
     */
    int indexOf(String name, int guess) {
        if (guess < names.length && name.equals(names[guess])) {
            return guess;
        }
        Integer index = indices.get(name);
        return index == null ? -1 : index;
    }

    /** Which member is this element of an array; -1: none. */
    int indexOf(int element) {
        Integer index = indices.get(Integer.toString(element));
        return index == null ? -1 : index;
    }
}
