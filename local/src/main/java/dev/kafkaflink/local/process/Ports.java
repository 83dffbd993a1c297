package dev.kafkaflink.local.process;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports of the loopback interface. They lie below the range from which systems choose ports by themselves, so that
 * no outgoing connection takes the port of a server that is about to start, or is down for a restart.
 *
 * <p>A port that was given out stays reserved for this JVM, also while its server is down, by a UDP socket of the same
 * number: no other JVM that draws its ports here is given it. A program that draws them elsewhere may still take it before
 * the server binds it: see {@link #retryWhenTaken}.
 */
public final class Ports {
    private static final int FIRST = 15_000;
    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 200;
    private static final int STARTS = 3;
    private static final List<DatagramSocket> RESERVED = new ArrayList<>();

    private Ports() {}

    /** A port that is free now, and that no JVM that still runs was given before. */
    public static synchronized int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port) && reserve(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port found between " + FIRST + " and " + LAST + " in " + ATTEMPTS
                + " attempts; end some of the servers that run on this machine.");
    }

    private static boolean reserve(int port) {
        try {
            RESERVED.add(new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
            return true;
        } catch (SocketException reserved) {
            return false;
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // A connection of an earlier server on this port that still lingers does not stop the next one.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Starts a server on ports that it draws itself; on a fresh draw again when somebody was faster. */
    public static <T> T retryWhenTaken(Start<T> start) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return start.run();
            } catch (ProcessFailedException e) {
                if (!e.addressInUse() || attempt == STARTS) {
                    throw e;
                }
            }
        }
    }

    /** A start that draws its ports anew each time it runs, and leaves nothing running when it fails. */
    @FunctionalInterface
    public interface Start<T> {
        T run() throws InterruptedException;
    }
}
