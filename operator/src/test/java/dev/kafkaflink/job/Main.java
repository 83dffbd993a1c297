package dev.kafkaflink.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/** Stands in for the job's entry point: what it does to a definition is told by the name of the pipeline. */
public final class Main {
    private static final Pattern PIPELINE = Pattern.compile("\"pipeline\":\"[a-z]+/([a-z]+)[-0-9]*\"");
    private static final Pattern MARKER = Pattern.compile("\"bootstrapServers\":\"([^\"]*)\"");
    private static final int SOME_MEBIBYTES = 8 << 20;

    private Main() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (!List.of(args).equals(List.of("validate", "--stdin"))) {
            throw new IllegalArgumentException("unknown arguments " + List.of(args));
        }
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            System.out.println(answer(line));
        }
    }

    private static String answer(String line) throws IOException, InterruptedException {
        return switch (found(PIPELINE, line)) {
            case "good" -> "{\"problems\":[]}";
            case "bad" -> "{\"problems\":[{\"path\":\"sinks[0].query\",\"line\":2,\"column\":3,\"message\":\"no\"}]}";
            case "pid" ->
                "{\"problems\":[{\"path\":\"" + ProcessHandle.current().pid() + "\",\"message\":\"no\"}]}";
            case "garbage" -> "Hello, world";
            case "slow" -> {
                new CountDownLatch(1).await();
                yield "";
            }
            case "greedy" -> greedy();
            case "dying" -> {
                System.err.println("java.lang.IllegalStateException: I am ill");
                System.err.println("\tat nowhere");
                System.err.println("\t... 27 more");
                System.err.flush();
                System.exit(7);
                yield "";
            }
            case "flaky" -> flaky(Path.of(found(MARKER, line)));
            default -> throw new IllegalArgumentException(line);
        };
    }

    private static String greedy() {
        List<byte[]> hoard = new ArrayList<>();
        while (hoard.size() < Integer.MAX_VALUE) {
            hoard.add(new byte[SOME_MEBIBYTES]);
        }
        return hoard.toString();
    }

    private static String flaky(Path marker) throws IOException {
        if (Files.exists(marker)) {
            return "{\"problems\":[]}";
        }
        Files.createFile(marker);
        return "Hello, world";
    }

    private static String found(Pattern pattern, String line) {
        var match = pattern.matcher(line);
        return match.find() ? match.group(1) : "";
    }
}
