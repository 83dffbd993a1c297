package dev.kafkaflink.operator.core.desired;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.operator.core.naming.Names;
import dev.kafkaflink.operator.core.resolve.MaxParallelism;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** In which values what a job has differs from what it would be given. */
final class Differences {
    private static final int MOST = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What says how and where the job begins, and what follows from all else. */
    private static final Set<String> LEFT_OUT = Set.of(
            "job.state",
            "job.upgradeMode",
            "job.initialSavepointPath",
            "job.savepointRedeployNonce",
            "job.allowNonRestoredState",
            "restartNonce",
            "job.args[4]",
            "podTemplate.spec.volumes[0].configMap.name",
            "flinkConfiguration." + Names.REVISION_SETTING);

    private Differences() {}

    /** Such as {@code image: a -> b}, sorted; at most 20 of them. */
    static List<String> of(Handover kept, Handover fresh) {
        SortedMap<String, String> has = values(kept.spec());
        SortedMap<String, String> gets = values(fresh.spec());
        String maxParallelism = "flinkConfiguration." + MaxParallelism.SETTING;
        if (!has.containsKey(maxParallelism)) {
            // It is what Flink has chosen by itself.
            gets.remove(maxParallelism);
        }
        has.putAll(values(kept.definition(), kept.revision().definition()));
        gets.putAll(values(
                kept.definition() == null ? null : fresh.definition(),
                fresh.revision().definition()));
        Set<String> keys = new TreeSet<>(has.keySet());
        keys.addAll(gets.keySet());
        keys.removeAll(LEFT_OUT);
        return keys.stream()
                .filter(key -> !Objects.equals(has.get(key), gets.get(key)))
                .limit(MOST)
                .map(key -> key + ": " + has.getOrDefault(key, "none") + " -> " + gets.getOrDefault(key, "none"))
                .toList();
    }

    private static SortedMap<String, String> values(JobDefinition definition, String hash) {
        SortedMap<String, String> values = new TreeMap<>();
        if (definition == null) {
            values.put("definition", hash);
            return values;
        }
        try {
            collect("definition", JSON.readValue(DefinitionJson.write(definition), Object.class), values);
            return values;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was written as JSON is read as JSON", e);
        }
    }

    private static SortedMap<String, String> values(Map<String, Object> spec) {
        SortedMap<String, String> values = new TreeMap<>();
        spec.forEach((key, value) -> collect(key, value, values));
        return values;
    }

    private static void collect(String path, Object value, Map<String, String> values) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> collect(path + "." + key, item, values));
        } else if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>(list);
            for (int i = 0; i < items.size(); i++) {
                collect(path + "[" + i + "]", items.get(i), values);
            }
        } else if (value != null && !value.equals("")) {
            values.put(path, String.valueOf(value));
        }
    }
}
