/**
 * {@code kafkaflink up} runs a folder's pipelines on a platform of their own, feeds their input and shows what they measure;
 * {@code kafkaflink read} prints a topic.
 *
 * <p>Pure: {@code ApiErrorText}, {@code StatusTable}'s layout and {@code Pipeline}.
 */
package dev.kafkaflink.cli.up;
