package dev.kafkaflink.cli.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The rules in CEL ({@code x-kubernetes-validations}), and the keys of lists that must differ. */
final class RuleCheck {
    private static final String BEFORE = "oldSelf";
    private static final CelOptions OPTIONS =
            CelOptions.current().enableHeterogeneousNumericComparisons(true).build();
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("self", SimpleType.DYN)
            .addVar(BEFORE, SimpleType.DYN)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();
    /** By rule, since one rule counts for each element of a list. */
    private static final Map<String, CelRuntime.Program> PROGRAMS = new ConcurrentHashMap<>();

    private final List<Violation> violations = new ArrayList<>();
    private final boolean fits;

    private RuleCheck(boolean fits) {
        this.fits = fits;
    }

    /**
     * What breaks a rule.
     *
     * @param pipeline the resource
     * @param before what stands there until now; null: nothing, and the rules of a change do not count
     * @param fits whether both fit the schema; if not, rules that cannot be evaluated are left out: what keeps them from it
     *     is told already
     */
    static List<Violation> look(JsonNode pipeline, JsonNode before, boolean fits) {
        RuleCheck check = new RuleCheck(fits);
        check.visit(CrdSchema.openApi(), pipeline, before, JsonPointer.empty());
        return check.violations;
    }

    private void visit(JsonNode schema, JsonNode value, JsonNode before, JsonPointer at) {
        for (JsonNode rule : schema.path("x-kubernetes-validations")) {
            String text = rule.get("rule").asText();
            if ((before != null || !text.contains(BEFORE)) && !holds(text, schema, value, before)) {
                violations.add(Violation.ofValue(at, rule.path("message").asText(text)));
            }
        }
        if (value.isObject()) {
            value.properties()
                    .forEach(field -> visit(
                            CrdSchema.field(schema, field.getKey()),
                            field.getValue(),
                            before == null ? null : before.get(field.getKey()),
                            at.appendProperty(field.getKey())));
        } else if (value.isArray()) {
            list(schema, value, before, at);
        }
    }

    private void list(JsonNode schema, JsonNode list, JsonNode before, JsonPointer at) {
        List<String> keys = StreamSupport.stream(
                        schema.path("x-kubernetes-list-map-keys").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode element = list.get(i);
            JsonPointer here = at.appendIndex(i);
            String key = key(keys, element);
            if (!keys.isEmpty() && !seen.add(key)) {
                violations.add(Violation.ofValue(
                        here, "%s '%s' stands in the list twice".formatted(String.join("/", keys), key)));
            }
            visit(schema.path("items"), element, keys.isEmpty() ? null : find(before, keys, key), here);
        }
    }

    private static JsonNode find(JsonNode list, List<String> keys, String key) {
        return list == null
                ? null
                : StreamSupport.stream(list.spliterator(), false)
                        .filter(element -> key(keys, element).equals(key))
                        .findFirst()
                        .orElse(null);
    }

    private static String key(List<String> keys, JsonNode element) {
        return keys.stream().map(name -> element.path(name).asText()).collect(Collectors.joining("/"));
    }

    private boolean holds(String rule, JsonNode schema, JsonNode value, JsonNode before) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("self", CelValues.of(schema, value));
        if (before != null) {
            variables.put(BEFORE, CelValues.of(schema, before));
        }
        try {
            return Boolean.TRUE.equals(
                    PROGRAMS.computeIfAbsent(rule, RuleCheck::program).eval(variables));
        } catch (CelEvaluationException e) {
            if (!fits) {
                return true;
            }
            throw new IllegalStateException("The rule '%s' cannot be evaluated".formatted(rule), e);
        }
    }

    private static CelRuntime.Program program(String rule) {
        try {
            return RUNTIME.createProgram(COMPILER.compile(rule).getAst());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalStateException("The rule '%s' cannot be compiled".formatted(rule), e);
        }
    }
}
