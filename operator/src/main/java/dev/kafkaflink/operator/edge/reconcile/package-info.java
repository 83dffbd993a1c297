/** The reconciler, its start and its wiring: the one package that sees all others. */
package dev.kafkaflink.operator.edge.reconcile;
