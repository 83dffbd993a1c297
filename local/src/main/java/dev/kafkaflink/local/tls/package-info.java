/** Certificates for servers of this machine. */
package dev.kafkaflink.local.tls;
