package dev.kafkaflink.job;

import java.io.IOException;
import java.io.PrintStream;

/**
 * The job's entry point.
 *
 * <pre>
 * run --definition FILE [--definition-hash HASH]   runs the pipeline on the Flink cluster that called
 * validate FILE                                    says what is wrong with a definition; exit code 1 if anything is,
 *                                                  2 if there is no definition
 * validate --stdin                                 a plan request a line in, a plan report a line out, until the input ends
 * explain FILE                                     shows the plan
 * </pre>
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        Arguments arguments = Arguments.of(args);
        switch (arguments.command()) {
            case RUN -> RunCommand.run(arguments);
            case VALIDATE -> answer(out -> ValidateCommand.run(arguments, out));
            case EXPLAIN -> answer(out -> ExplainCommand.run(arguments, out));
        }
    }

    private interface Answer {
        /** Returns the exit code. */
        int to(PrintStream out) throws IOException;
    }

    /** Ends the process with the command's exit code; 2 if there is no definition to speak of. */
    private static void answer(Answer answer) throws IOException {
        try {
            System.exit(answer.to(answers()));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    /** Standard output, for answers alone: whatever else writes to it from here on writes to standard error. */
    private static PrintStream answers() {
        PrintStream out = System.out;
        System.setOut(System.err);
        return out;
    }
}
