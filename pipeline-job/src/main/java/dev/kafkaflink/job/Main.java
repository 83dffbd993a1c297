package dev.kafkaflink.job;

import java.io.PrintStream;

/**
 * The job's entry point.
 *
 * <pre>
 * run --definition FILE [--definition-hash HASH]   runs the pipeline on the Flink cluster that called
 * validate FILE                                    says what is wrong with a definition; exit code 1 if anything is
 * validate --stdin                                 a definition a line in, a plan report a line out, until the input ends
 * explain FILE                                     shows the plan
 * </pre>
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        Arguments arguments = Arguments.of(args);
        switch (arguments.command()) {
            case RUN -> RunCommand.run(arguments);
            case VALIDATE -> System.exit(ValidateCommand.run(arguments, answers()));
            case EXPLAIN -> System.exit(ExplainCommand.run(arguments, answers()));
        }
    }

    /** Standard output, for answers alone: whatever else writes to it from here on writes to standard error. */
    private static PrintStream answers() {
        PrintStream out = System.out;
        System.setOut(System.err);
        return out;
    }
}
