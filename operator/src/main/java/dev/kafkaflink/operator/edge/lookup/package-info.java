/** Questions to other systems that are asked beside reconciling. */
package dev.kafkaflink.operator.edge.lookup;
