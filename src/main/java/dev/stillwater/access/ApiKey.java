package dev.stillwater.access;

import dev.stillwater.json.JsonBody;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a key. Immutable.
 *
 * @param name for people, may be empty
 * @param hash of the whole key
 * @param expiresAt from when on it is good for nothing
 * @param revokedAt since when it is good for nothing
 */
public record ApiKey(
    String id,
    String name,
    Role role,
    Buffer hash,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> revokedAt) {

  /** Whether a text is this key; takes as long whichever of its characters are wrong. */
  boolean is(KeyText text) {
    return MessageDigest.isEqual(hash.getBytes(), text.hash().getBytes());
  }

  /** Whether it lets anybody in. */
  boolean isGood(Instant now) {
    return revokedAt.isEmpty() && expiresAt.filter(end -> !now.isBefore(end)).isEmpty();
  }

  /** All but the hash. */
  public Buffer toJson() {
    return JsonBody.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("id", id);
          json.writeStringField("name", name);
          json.writeStringField("role", role.toString());
          json.writeStringField("createdAt", createdAt.toString());
          json.writeStringField("expiresAt", expiresAt.map(Instant::toString).orElse(null));
          json.writeStringField("revokedAt", revokedAt.map(Instant::toString).orElse(null));
          json.writeEndObject();
        });
  }
}
