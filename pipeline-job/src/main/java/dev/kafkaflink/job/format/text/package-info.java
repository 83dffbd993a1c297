/** The format Text: lines whose parts a Grok expression names. */
package dev.kafkaflink.job.format.text;
