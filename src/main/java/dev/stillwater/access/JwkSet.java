package dev.stillwater.access;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Public keys that tokens may be signed with. Immutable.
 *
 * @param keys each for one algorithm, and with nothing that is private
 */
record JwkSet(List<JsonObject> keys) {

  private static final Set<String> PUBLIC = Set.of("kty", "kid", "n", "e", "crv", "x", "y");
  private static final List<String> RSA =
      List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");
  private static final Map<String, String> CURVES =
      Map.of(
          "P-256", "ES256",
          "P-384", "ES384",
          "P-521", "ES512",
          "Ed25519", "EdDSA",
          "Ed448", "EdDSA");

  JwkSet {
    keys = List.copyOf(keys);
  }

  /**
   * Reads a key set (RFC 7517), and leaves out what is not for the algorithms.
   *
   * @throws RuntimeException where it is none, or nothing is left
   */
  static JwkSet parse(Buffer text, List<String> algorithms) {
    JsonArray all = new JsonObject(text).getJsonArray("keys", new JsonArray());
    List<JsonObject> usable =
        all.stream()
            // what is not understood is left out, as RFC 7517 says
            .flatMap(key -> key instanceof JsonObject known ? Stream.of(known) : Stream.empty())
            .filter(key -> "sig".equals(texts(key).getOrDefault("use", "sig")))
            .flatMap(key -> algorithms(key).filter(algorithms::contains).map(a -> of(key, a)))
            .toList();
    if (usable.isEmpty()) {
      throw new IllegalArgumentException("there is no key for " + algorithms);
    }
    return new JwkSet(usable);
  }

  // one that a key names must still be one of its kind
  private static Stream<String> algorithms(JsonObject key) {
    String named = texts(key).get("alg");
    return fitting(key).filter(fits -> named == null || fits.equals(named));
  }

  private static Stream<String> fitting(JsonObject key) {
    return "RSA".equals(texts(key).get("kty"))
        ? RSA.stream()
        : Stream.ofNullable(CURVES.get(texts(key).getOrDefault("crv", "")));
  }

  private static Map<String, String> texts(JsonObject key) {
    Map<String, String> texts = new HashMap<>();
    key.forEach(
        member -> {
          if (member.getValue() instanceof String text) {
            texts.put(member.getKey(), text);
          }
        });
    return texts;
  }

  private static JsonObject of(JsonObject key, String algorithm) {
    JsonObject copy = new JsonObject().put("use", "sig").put("alg", algorithm);
    PUBLIC.stream().filter(key::containsKey).forEach(name -> copy.put(name, key.getValue(name)));
    return copy;
  }

  /** Whether one of the keys may be the one that a token names, or does not name. */
  boolean mayHave(Optional<String> id) {
    return keys.stream()
        .map(key -> texts(key).get("kid"))
        .anyMatch(kid -> kid == null || id.filter(kid::equals).isPresent());
  }
}
