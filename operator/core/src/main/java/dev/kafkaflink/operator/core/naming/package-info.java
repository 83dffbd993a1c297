/** The names under which this operator is known to others: a changed one is a breaking change. */
package dev.kafkaflink.operator.core.naming;
