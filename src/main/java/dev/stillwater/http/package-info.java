/**
 * The REST contract: routes that turn HTTP into requests on the event bus and replies into answers.
 * Of the rest of the program it knows the bus and how bodies are read.
 */
package dev.stillwater.http;
