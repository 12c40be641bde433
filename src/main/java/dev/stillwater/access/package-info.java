/**
 * Who may call over HTTP, and what: API keys, kept as hashes, or tokens that another service has
 * signed, each with a {@link dev.stillwater.access.Role}.
 */
package dev.stillwater.access;
