package dev.kafkaflink.cli.deadletters;

import dev.kafkaflink.cli.console.Console;
import dev.kafkaflink.cli.kafka.KafkaOptions;
import dev.kafkaflink.cli.kafka.Topics;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends dead letters back to the topics that they were read from.",
            "",
            "Without --send it only says what would be sent. Each is sent once: what was sent is written down in the topic"
                    + " TOPIC.replayed, in the same transaction, and another run leaves it out. A record that is sent"
                    + " back has a header kafkaflink.replayed with the place of its dead letter.",
            ""
        })
final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TOPIC", description = "The dead-letter topic.")
    private String topic;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private SelectionOptions selection;

    @Option(names = "--send", description = "Send them.")
    private boolean send;

    @Option(
            names = "--keep-timestamp",
            description = "Give the records the timestamps of their originals, and not that of now. Kafka soon deletes"
                    + " those that are older than their topic's retention.")
    private boolean keepTimestamp;

    @Mixin
    private Console console;

    @Override
    public Integer call() {
        Properties client = kafka.properties();
        try (Topics topics = new Topics(client)) {
            topics.require(topic);
            Replay replay = new Replay(topics, client, topic, selection, keepTimestamp, Clock.systemUTC());
            Replay.Outcome outcome = send ? replay.send() : replay.rehearse();
            if (console.json()) {
                console.printJson(json(outcome));
            } else {
                say(outcome);
            }
        }
        return 0;
    }

    private void say(Replay.Outcome outcome) {
        outcome.byTopic()
                .forEach((to, count) ->
                        console.print("%s %s: %s".formatted(send ? "Sent to" : "To", to, records(count))));
        if (outcome.before() > 0) {
            console.print("Left out: %s that an earlier run sent".formatted(records(outcome.before())));
        }
        if (outcome.rows() > 0) {
            console.print("Left out: %s that several records made, which came from no topic"
                    .formatted(outcome.rows() == 1 ? "1 row" : outcome.rows() + " rows"));
        }
        if (outcome.sent() == 0) {
            console.print("Nothing to send.");
        } else if (!send) {
            console.print("Nothing was sent; add --send to send.");
        }
    }

    private static String records(long count) {
        return count == 1 ? "1 record" : count + " records";
    }

    private Map<String, Object> json(Replay.Outcome outcome) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sent", send);
        json.put("records", outcome.byTopic());
        json.put("sentBefore", outcome.before());
        json.put("rowsLeftOut", outcome.rows());
        return json;
    }
}
