package dev.kafkaflink.local.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Calls another class's {@code main}, and halts the JVM when standard input ends: the parent holds its other side, so
 * that it ends with the parent even when that was killed. Imports {@code java} alone, for it shares the class path of
 * the program that it starts.
 */
public final class ChildMain {
    private static final int PARENT_GONE = 3;

    private ChildMain() {}

    /** Takes the name of the class to run, and that class's arguments. */
    public static void main(String[] arguments) throws Throwable {
        Thread watcher = new Thread(ChildMain::haltAtEndOfInput, "parent-watcher");
        watcher.setDaemon(true);
        watcher.start();
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void haltAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever said on this channel; only its end counts.
            }
        } catch (IOException e) {
            System.err.println("The parent's channel broke: " + e);
        }
        Runtime.getRuntime().halt(PARENT_GONE);
    }
}
