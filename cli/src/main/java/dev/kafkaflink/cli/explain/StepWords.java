package dev.kafkaflink.cli.explain;

import dev.kafkaflink.job.plan.PlanNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a step of the plan does, in words. */
final class StepWords {
    private static final String PICKS = "picks columns";
    private static final Pattern COMPUTED = Pattern.compile(".* AS ([\\w$]+)$");
    private static final Pattern WINDOW = Pattern.compile("(\\w+)\\((.*)\\)");
    private static final Pattern PROPERTY = Pattern.compile("(size|max_size|slide|step|gap)=\\[([^\\]]*)]");
    private static final Pattern RANKS = Pattern.compile("rankStart=(\\d+), rankEnd=(\\w+)");

    private StepWords() {}

    /** A sentence without a subject; of a step that nobody has put into words: the planner's own. */
    static String of(PlanNode node) {
        return switch (node.name()) {
            case "Calc" -> calc(node);
            case "LocalWindowAggregate", "LocalGroupAggregate" ->
                "pre-aggregates what one subtask has, " + perGroup(node);
            case "GlobalWindowAggregate", "WindowAggregate" -> "aggregates " + perGroup(node) + results(node);
            case "GroupAggregate", "GlobalGroupAggregate" -> "aggregates all rows " + perKey(node, "groupBy");
            case "GroupWindowAggregate" -> "aggregates " + perKey(node, "groupBy") + " and window";
            case "OverAggregate" -> over(node);
            case "WindowRank", "Rank" -> rank(node);
            case "WindowDeduplicate", "Deduplicate" -> deduplicate(node);
            case "WindowJoin" -> join(node, " of the same window");
            case "IntervalJoin" -> join(node, " that are near in time");
            case "TemporalJoin" -> join(node, " with the version of their time");
            case "LookupJoin" -> "looks up rows in another system" + condition(node);
            case "Join" -> join(node, "");
            case "TemporalSort", "Sort", "SortLimit" ->
                "sorts" + node.get("orderBy").map(order -> " by " + order).orElse("");
            case "Union" -> "puts the rows of its inputs together";
            case "WatermarkAssigner" -> "tells the time by a column";
            case "WindowTableFunction" -> "puts each row into its windows" + window(node);
            case "Match" -> "finds patterns in rows " + perKey(node, "partitionBy");
            case "ChangelogNormalize" -> "keeps the newest row " + perKey(node, "key");
            case "Correlate" -> "makes rows of what a function or an array gives";
            case "Expand" -> "copies rows for each grouping set";
            default ->
                node.name().startsWith("ConstraintEnforcer")
                        ? "keeps out rows without the sink's primary key"
                        : own(node);
        };
    }

    /** Whether a step does nothing but leave out columns or put them in another order. */
    static boolean onlyPicksColumns(PlanNode node) {
        return of(node).equals(PICKS);
    }

    private static String calc(PlanNode node) {
        Optional<String> where = node.get("where").map(StepWords::unwrapped);
        List<String> computed =
                computed(node).filter(column -> !column.startsWith("$")).toList();
        String computes = computed.isEmpty() ? PICKS : "computes " + String.join(", ", computed);
        return where.map(condition ->
                        "keeps the rows where " + condition + (computed.isEmpty() ? "" : ", and " + computes))
                .orElse(computes);
    }

    /** The columns that a step has not from its inputs. */
    private static Stream<String> computed(PlanNode node) {
        return node.list("select").stream()
                .map(COMPUTED::matcher)
                .filter(Matcher::matches)
                .map(column -> column.group(1));
    }

    private static String perGroup(PlanNode node) {
        return node.get("groupBy").map(keys -> "per " + keys + " and window").orElse("per window") + window(node);
    }

    private static String perKey(PlanNode node, String attribute) {
        return node.get(attribute).map(keys -> "per " + keys).orElse("together");
    }

    // Such as: TUMBLE(slice_end=[$slice_end], size=[1 h])
    private static String window(PlanNode node) {
        Matcher window = WINDOW.matcher(node.get("window").orElse(""));
        if (!window.matches()) {
            return "";
        }
        String properties = PROPERTY.matcher(window.group(2))
                .results()
                .map(property -> property.group(1).replace("max_size", "size") + " " + property.group(2))
                .collect(Collectors.joining(", "));
        return " (" + window.group(1).toLowerCase(Locale.ROOT) + (properties.isEmpty() ? "" : ", " + properties) + ")";
    }

    private static String results(PlanNode node) {
        String names = computed(node)
                .filter(column -> !column.matches("window_(start|end|time)|.*\\$.*"))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : ": " + names;
    }

    private static String over(PlanNode node) {
        return "adds to each row what is aggregated over others, " + perKey(node, "partitionBy")
                + node.get("window")
                        .map(range -> ", " + range.toLowerCase(Locale.ROOT))
                        .orElse("");
    }

    private static String rank(PlanNode node) {
        Matcher ranks = RANKS.matcher(node.get("rankRange").orElse(""));
        String which = ranks.matches()
                ? ranks.group(1).equals("1")
                        ? "the first " + ranks.group(2)
                        : "number " + ranks.group(1) + " to " + ranks.group(2)
                : "the first ones";
        return "keeps " + which + " "
                + (node.name().startsWith("Window") ? "of each window" : "of all")
                + node.get("partitionBy").map(keys -> " and " + keys).orElse("")
                + node.get("orderBy").map(order -> " by " + order).orElse("");
    }

    private static String deduplicate(PlanNode node) {
        String which = node.get("keep").orElse("").startsWith("Last") ? "last" : "first";
        String keys = node.get("key").or(() -> node.get("partitionKeys")).orElse("");
        return "keeps the " + which + " row"
                + (keys.isEmpty() ? "" : " per " + keys)
                + (node.name().startsWith("Window") ? " and window" : "");
    }

    private static String join(PlanNode node, String which) {
        String matching = which + condition(node);
        return switch (node.get("joinType").orElse("")) {
            case "LeftOuterJoin" -> "joins rows" + matching + "; keeps those of its first input without a partner";
            case "RightOuterJoin" -> "joins rows" + matching + "; keeps those of its second input without a partner";
            case "FullOuterJoin" -> "joins rows" + matching + "; keeps those without a partner";
            case "LeftSemiJoin" -> "keeps rows of its first input with a partner" + matching;
            case "LeftAntiJoin" -> "keeps rows of its first input without a partner" + matching;
            default -> "joins rows" + matching;
        };
    }

    private static String condition(PlanNode node) {
        return node.get("where")
                .map(condition -> " where " + unwrapped(condition))
                .orElse("");
    }

    private static String unwrapped(String condition) {
        boolean wrapped =
                condition.startsWith("(") && condition.endsWith(")") && closes(condition) == condition.length() - 1;
        return wrapped ? condition.substring(1, condition.length() - 1) : condition;
    }

    private static int closes(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '(') {
                depth++;
            } else if (text.charAt(i) == ')' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static String own(PlanNode node) {
        return node.name()
                + node.attributes().entrySet().stream()
                        .filter(attribute -> !attribute.getKey().equals("select"))
                        .map(attribute -> attribute.getKey() + "=[" + attribute.getValue() + "]")
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
