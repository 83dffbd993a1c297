/**
 * What is said of tables: the resource's users write it, and the job is handed it as it is. Nothing but Java, Jackson, and
 * the annotations that the resource's definition is generated from.
 */
package dev.kafkaflink.crds.table;
