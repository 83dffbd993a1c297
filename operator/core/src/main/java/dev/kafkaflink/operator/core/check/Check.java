package dev.kafkaflink.operator.core.check;

import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import java.util.List;

/** Looks at one thing; empty: it is as it should be, or there is nothing to look at. Never fails. */
@FunctionalInterface
interface Check {
    List<Finding> look(Observed observed);
}
