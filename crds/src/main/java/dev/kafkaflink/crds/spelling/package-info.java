/** What a misspelt name was meant to be. */
package dev.kafkaflink.crds.spelling;
