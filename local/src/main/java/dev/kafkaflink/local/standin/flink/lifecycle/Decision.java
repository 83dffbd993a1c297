package dev.kafkaflink.local.standin.flink.lifecycle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What to write and what to do.
 *
 * @param statuses written one after the other before the action; what does not differ from the one before is not written
 * @param next when to look again, if the action is {@link Action.None}
 */
public record Decision(List<ObjectNode> statuses, Action action, Next next) {
    public Decision {
        statuses = List.copyOf(statuses);
    }

    /** When to look again. A changed resource is always looked at at once. */
    public enum Next {
        /** At once, with fresh facts. */
        AT_ONCE,
        /** After the interval for something that is on its way. */
        SOON,
        /** After the ordinary interval. */
        LATER,
        /** After the interval between two attempts at what failed. */
        RETRY,
        /** Not before the resource changes. */
        ON_CHANGE
    }
}
