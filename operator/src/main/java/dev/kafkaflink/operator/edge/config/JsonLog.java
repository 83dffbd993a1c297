package dev.kafkaflink.operator.edge.config;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** Turns the log on the console into JSON, an object a line, where that is asked for. */
@Singleton
final class JsonLog {
    private final OperatorSettings settings;

    JsonLog(OperatorSettings settings) {
        this.settings = settings;
    }

    // Before everything else that is told of the start, so that its lines are JSON too.
    void onStart(@Observes @Priority(1) StartupEvent event) {
        if (settings.log().json()) {
            convert(Logger.getLogger(""));
        }
    }

    private static void convert(Logger root) {
        for (Handler handler : root.getHandlers()) {
            convert(handler);
        }
    }

    // Quarkus keeps the console's handler within the one that holds records back until the log is configured.
    private static void convert(Handler handler) {
        if (handler instanceof ConsoleHandler) {
            handler.setFormatter(new JsonLines());
        } else if (handler instanceof ExtHandler outer) {
            for (Handler inner : outer.getHandlers()) {
                convert(inner);
            }
        }
    }
}
