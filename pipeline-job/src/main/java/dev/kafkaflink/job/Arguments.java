package dev.kafkaflink.job;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the command line asks for.
 *
 * @param command what to do
 * @param definition the definition's file; null with {@code --stdin}
 * @param definitionHash the hash that it must have; null: any
 */
record Arguments(Command command, Path definition, String definitionHash) {
    private static final String USAGE =
            """
            usage: run --definition FILE [--definition-hash HASH]
                   validate FILE | validate --stdin
                   explain FILE""";

    enum Command {
        RUN,
        VALIDATE,
        EXPLAIN
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException if it is none; the message says what would be
     */
    static Arguments of(String... args) {
        if (args.length < 2) {
            throw unusable("a command and its arguments are missing");
        }
        List<String> rest = Arrays.asList(args).subList(1, args.length);
        return switch (args[0].toLowerCase(Locale.ROOT)) {
            case "run" -> run(rest);
            case "validate" ->
                rest.equals(List.of("--stdin"))
                        ? new Arguments(Command.VALIDATE, null, null)
                        : new Arguments(Command.VALIDATE, onlyFile(rest), null);
            case "explain" -> new Arguments(Command.EXPLAIN, onlyFile(rest), null);
            default -> throw unusable("'" + args[0] + "' is no command");
        };
    }

    private static Arguments run(List<String> rest) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < rest.size(); i += 2) {
            String option = rest.get(i);
            if (!List.of("--definition", "--definition-hash").contains(option) || i + 1 == rest.size()) {
                throw unusable("'" + option + "' is no option of run, or its value is missing");
            }
            options.put(option, rest.get(i + 1));
        }
        if (!options.containsKey("--definition")) {
            throw unusable("--definition is missing");
        }
        return new Arguments(Command.RUN, Path.of(options.get("--definition")), options.get("--definition-hash"));
    }

    private static Path onlyFile(List<String> rest) {
        if (rest.size() != 1 || rest.get(0).startsWith("--")) {
            throw unusable("one file is expected");
        }
        return Path.of(rest.get(0));
    }

    private static IllegalArgumentException unusable(String reason) {
        return new IllegalArgumentException(reason + "\n" + USAGE);
    }
}
