/** The format Json: objects to rows and rows to objects, token by token. */
package dev.kafkaflink.job.format.json;
