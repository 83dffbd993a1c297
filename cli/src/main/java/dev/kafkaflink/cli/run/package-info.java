/** {@code kafkaflink run}: one pipeline in this process, its rows and its figures as they come. */
package dev.kafkaflink.cli.run;
