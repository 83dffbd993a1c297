/**
 * Plans queries in a child process, since a query can make a planner take all memory and time: the child has a heap and a
 * time limit of its own, is started when needed and ends when idle.
 */
package dev.kafkaflink.operator.edge.planner;
