/**
 * Child processes, the ports they listen on and the folders they write into: started with a log, watched until ready,
 * and gone when this process is gone.
 */
package dev.kafkaflink.local.process;
