/** From raw counters to rates, percentiles and totals. What is absent stays absent: it is not zero. */
package dev.kafkaflink.operator.core.measure;
