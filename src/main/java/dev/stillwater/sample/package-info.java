/** Streams to look at where there are none yet. */
package dev.stillwater.sample;
