package dev.kafkaflink.local.process;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What must be closed before this JVM ends, be it by itself, by Ctrl-C or by SIGTERM. Closed one after the other, the
 * last registered first: a folder that is registered before the processes that write into it is deleted after their
 * end. One stack serves the whole JVM, because hooks of the runtime itself run in no order.
 */
public final class ShutdownStack {
    private static final ShutdownStack JVM = new ShutdownStack();

    private final Deque<Entry> open = new ArrayDeque<>();
    private boolean closing;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(JVM::closeAll, "shutdown-stack"));
    }

    ShutdownStack() {}

    /** A place on the stack, given up by {@link #remove()} once the resource was closed in the ordinary way. */
    public interface Entry {
        void remove();
    }

    /** Registers {@code resource} with the JVM's stack. Throws IllegalStateException when the JVM is already ending. */
    public static Entry register(String name, AutoCloseable resource) {
        return JVM.push(name, resource);
    }

    /** Whether this JVM is ending. What fails from then on fails because the rest has been ended: nobody needs to be told. */
    public static boolean isClosing() {
        synchronized (JVM) {
            return JVM.closing;
        }
    }

    synchronized Entry push(String name, AutoCloseable resource) {
        if (closing) {
            throw new IllegalStateException(name + " comes too late: this process is shutting down.");
        }
        Item item = new Item(name, resource);
        open.push(item);
        return item;
    }

    void closeAll() {
        synchronized (this) {
            closing = true;
        }
        for (Item item = next(); item != null; item = next()) {
            try {
                item.resource.close();
            } catch (Exception e) {
                // The loggers may have been shut down by now.
                System.err.println("While shutting down " + item.name + ": " + e);
            }
        }
    }

    private synchronized Item next() {
        return (Item) open.poll();
    }

    private synchronized void remove(Item item) {
        open.remove(item);
    }

    private final class Item implements Entry {
        private final String name;
        private final AutoCloseable resource;

        private Item(String name, AutoCloseable resource) {
            this.name = name;
            this.resource = resource;
        }

        @Override
        public void remove() {
            ShutdownStack.this.remove(this);
        }
    }
}
