/** The specification with its defaults and names filled in, for those who check it and those who build from it. */
package dev.kafkaflink.operator.core.resolve;
