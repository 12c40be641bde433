/**
 * Stillwater for other verticles: records in, records out, over the addresses of the event bus.
 *
 * <p>Begin with {@link dev.stillwater.client.StillwaterClient}. Every answer is a future; it fails
 * with a {@link dev.stillwater.client.StillwaterException} that carries the HTTP status the failure
 * stands for, and never hangs. What a record cannot mean (an empty id, a limit of 0) is refused
 * before anything is sent, with an {@link java.lang.IllegalArgumentException} that names the field.
 *
 * <p>{@code state} and {@code payload} are JSON text, digit for digit as it is stored. Members of
 * answers that this version does not know are ignored. An answer is read on the context that asked:
 * where states are large, ask for fewer at a time.
 */
package dev.stillwater.client;
