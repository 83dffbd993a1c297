package dev.kafkaflink.cli.explain;

import java.util.ArrayList;
import java.util.List;

/** An explanation as a flowchart in Mermaid, which GitHub, GitLab and most wikis draw. Steps that keep state have double walls. */
final class MermaidForm {
    private static final String DEAD_LETTERS = "dead";

    private MermaidForm() {}

    static List<String> lines(Explanation pipeline) {
        List<String> lines = new ArrayList<>();
        lines.add("flowchart LR");
        for (int i = 0; i < pipeline.reads().size(); i++) {
            lines.add("  in%d%s".formatted(i, topic(topics(pipeline.reads().get(i)))));
        }
        for (Explanation.Step step : pipeline.steps()) {
            lines.add("  s%d%s".formatted(step.number(), box(step)));
            step.inputs().forEach(input -> lines.add("  s%d --> s%d".formatted(input, step.number())));
            if (step.source() != null) {
                lines.add("  in%d --> s%d".formatted(indexOf(pipeline, step.source()), step.number()));
            }
        }
        for (int i = 0; i < pipeline.writes().size(); i++) {
            Explanation.Write write = pipeline.writes().get(i);
            int out = i;
            lines.add("  out%d%s".formatted(out, topic(write.topic())));
            write.inputs().forEach(input -> lines.add("  s%d --> out%d".formatted(input, out)));
        }
        deadLetters(pipeline, lines);
        return lines;
    }

    private static String topics(Explanation.Read read) {
        return read.topicPattern() == null ? String.join(", ", read.topics()) : read.topicPattern();
    }

    private static void deadLetters(Explanation pipeline, List<String> lines) {
        if (pipeline.deadLetters().topic() == null) {
            return;
        }
        lines.add("  " + DEAD_LETTERS + topic(pipeline.deadLetters().topic()));
        pipeline.steps().stream()
                .filter(step -> step.source() != null)
                .forEach(step -> lines.add("  s%d -. does not fit .-> %s".formatted(step.number(), DEAD_LETTERS)));
        for (int i = 0; i < pipeline.writes().size(); i++) {
            for (int input : pipeline.writes().get(i).inputs()) {
                lines.add("  s%d -. cannot be written .-> %s".formatted(input, DEAD_LETTERS));
            }
        }
    }

    private static int indexOf(Explanation pipeline, String source) {
        for (int i = 0; i < pipeline.reads().size(); i++) {
            if (pipeline.reads().get(i).source().equals(source)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no source " + source);
    }

    private static String topic(String name) {
        return "[(\"" + escaped(name) + "\")]";
    }

    private static String box(Explanation.Step step) {
        return step.keeps() == null || step.source() != null
                ? "[\"" + escaped(step.does()) + "\"]"
                : "[[\"" + escaped(step.does()) + "<br/><i>keeps " + escaped(step.keeps()) + "</i>\"]]";
    }

    private static String escaped(String text) {
        return text.replace("#", "#35;")
                .replace("\"", "#quot;")
                .replace("<", "#lt;")
                .replace(">", "#gt;");
    }
}
