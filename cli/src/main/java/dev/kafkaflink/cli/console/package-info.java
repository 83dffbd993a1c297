/** What a person sees, and what a machine reads. */
package dev.kafkaflink.cli.console;
