/** The format Protobuf: messages to rows, by the wire's own rules, and rows to messages. */
package dev.kafkaflink.job.format.protobuf;
