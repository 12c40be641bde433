package dev.stillwater.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tokens that another service signs.
 *
 * @param jwks its public keys: a file, or an http or https URL
 * @param issuer that tokens must name
 * @param audience that tokens must be for
 * @param algorithms by which they may be signed
 * @param leeway by which clocks may differ
 * @param roleClaim the claim that has a token's roles
 * @param reloadInterval how often the keys are read again
 */
public record JwtSettings(
    String jwks,
    String issuer,
    String audience,
    List<String> algorithms,
    Duration leeway,
    String roleClaim,
    Duration reloadInterval) {

  // with a shared secret, whoever checks tokens could make them
  private static final Set<String> ASYMMETRIC =
      Set.of(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

  private static final Duration LONGEST_LEEWAY = Duration.ofMinutes(10);

  public JwtSettings {
    algorithms = List.copyOf(algorithms);
  }

  static JwtSettings read(SettingsReader in, AuthMode mode) {
    JwtSettings jwt =
        new JwtSettings(
            in.text("auth.jwt.jwks", ""),
            in.text("auth.jwt.issuer", ""),
            in.text("auth.jwt.audience", ""),
            list(in.text("auth.jwt.algorithms", "RS256,ES256")),
            in.duration("auth.jwt.leeway", "30s"),
            in.text("auth.jwt.role-claim", "role"),
            in.duration("auth.jwt.reload-interval", "10m"));
    for (String key : List.of("auth.jwt.jwks", "auth.jwt.issuer", "auth.jwt.audience")) {
      in.require(mode != AuthMode.JWT || in.isSet(key), key, "set where auth.mode is jwt");
    }
    in.require(
        isSafe(jwt.jwks),
        "auth.jwt.jwks",
        "a file or an https URL; an http one only of a loopback address");
    in.require(
        ASYMMETRIC.containsAll(jwt.algorithms),
        "auth.jwt.algorithms",
        "algorithms with a public key parted by commas, as RS256,ES256");
    in.require(
        jwt.leeway.compareTo(LONGEST_LEEWAY) <= 0, "auth.jwt.leeway", "a duration of at most 10m");
    return jwt;
  }

  private static List<String> list(String text) {
    return Stream.of(text.split(",", -1)).map(String::strip).toList();
  }

  private static boolean isSafe(String jwks) {
    try {
      return url(jwks)
          .filter(url -> url.getHost() == null || url.getScheme().equals("http"))
          .filter(url -> url.getHost() == null || !Exposure.isLocal(url.getHost()))
          .isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<URI> url(String jwks) {
    return jwks.matches("https?:.*") ? Optional.of(URI.create(jwks)) : Optional.empty();
  }

  /** Where the keys are asked for; empty where they are in a file. */
  public Optional<URI> url() {
    return url(jwks);
  }
}
