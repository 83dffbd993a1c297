/** How the command line teaches: its help in groups, short words on wrong usage, and completion in shells. */
package dev.kafkaflink.cli.help;
