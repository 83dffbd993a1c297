/** The command {@code init}: a folder to begin with, made of a sample of records. */
package dev.kafkaflink.cli.init;
