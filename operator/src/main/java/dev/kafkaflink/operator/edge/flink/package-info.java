/** The only client of Flink's REST interface: asks the job managers in the background, apart from reconciling. */
package dev.kafkaflink.operator.edge.flink;
