/** What resources that others wrote say, read leniently: an unknown or misshapen field counts as absent. */
package dev.kafkaflink.operator.core.facts;
