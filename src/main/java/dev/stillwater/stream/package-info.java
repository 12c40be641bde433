/** Streams and their events: the write side and the timeline. */
package dev.stillwater.stream;
