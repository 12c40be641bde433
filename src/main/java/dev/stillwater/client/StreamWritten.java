package dev.stillwater.client;

/**
 * A stream that has been written.
 *
 * @param created whether it was not there before
 */
public record StreamWritten(Stream stream, boolean created) {}
