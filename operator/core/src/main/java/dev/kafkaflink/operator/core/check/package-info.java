/** Checks, and the chains in which they are asked. A check sees what is observed and changes nothing. */
package dev.kafkaflink.operator.core.check;
