/** From the caches of the watches, the planner and the job poller to one value that decisions are made from. */
package dev.kafkaflink.operator.edge.observe;
