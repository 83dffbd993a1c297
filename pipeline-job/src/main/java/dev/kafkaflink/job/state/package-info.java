/** Types and versioned serializers of what passes between tasks. */
package dev.kafkaflink.job.state;
