package dev.stillwater.access;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a signed token says of its signature, before that is checked.
 *
 * @param key that it is signed with, where it names one
 */
record TokenHeader(String algorithm, Optional<String> key) {

  private static final Pattern SIGNED =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  /** Of a token; empty where that is none that is signed, or asks for what is not known here. */
  static Optional<TokenHeader> of(String token) {
    if (!SIGNED.matcher(token).matches()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
      return of(new JsonObject(Buffer.buffer(bytes)));
    } catch (IllegalArgumentException | DecodeException | ClassCastException e) {
      return Optional.empty();
    }
  }

  // "crit" names what must be understood, and nothing beyond the standard is
  private static Optional<TokenHeader> of(JsonObject header) {
    String algorithm = header.getString("alg");
    return algorithm == null || header.containsKey("crit")
        ? Optional.empty()
        : Optional.of(new TokenHeader(algorithm, Optional.ofNullable(header.getString("kid"))));
  }
}
