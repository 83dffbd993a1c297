package dev.kafkaflink.cli.deadletters;

import dev.kafkaflink.cli.console.Console;
import dev.kafkaflink.cli.console.Table;
import dev.kafkaflink.cli.kafka.KafkaOptions;
import dev.kafkaflink.cli.kafka.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Lists the dead letters of a topic by stage and reason: how many, how many of them were sent back, the"
                        + " first and the last, and the place of the last for 'show'.")
final class ListCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TOPIC", description = "The dead-letter topic.")
    private String topic;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private Console console;

    @Override
    public Integer call() {
        Group.Collector groups = new Group.Collector();
        try (Topics topics = new Topics(kafka.properties())) {
            topics.require(topic);
            Set<DeadLetter.Place> replayed = Ledger.read(topics, topic);
            topics.read(topic, record -> DeadLetter.of(record)
                    .filter(selection)
                    .ifPresent(letter -> groups.add(letter, replayed.contains(letter.place()))));
        }
        List<Group> all = groups.largestFirst();
        if (console.json()) {
            console.printJson(all.stream().map(ListCommand::json).toList());
        } else if (all.isEmpty()) {
            console.print("No dead letters.");
        } else {
            Table table = new Table("COUNT", "REPLAYED", "STAGE", "FIRST", "LAST", "AT", "REASON");
            all.forEach(group -> table.row(
                    group.count(),
                    group.replayed(),
                    group.stage(),
                    console.time(group.first()),
                    console.time(group.last()),
                    group.example(),
                    group.reason()));
            table.lines().forEach(console::print);
        }
        return 0;
    }

    private static Map<String, Object> json(Group group) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stage", group.stage());
        json.put("reason", group.reason());
        json.put("count", group.count());
        json.put("replayed", group.replayed());
        json.put("first", group.first().toString());
        json.put("last", group.last().toString());
        json.put("example", group.example().toString());
        return json;
    }
}
