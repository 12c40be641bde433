package dev.stillwater.access;

import dev.stillwater.config.JwtSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.auth.authentication.Credentials;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.Optional;

/**
 * Tells callers apart by tokens that another service has signed. Vert.x checks signature, issuer,
 * audience and times; what it would let pass besides is refused before.
 */
final class TokenAuthentication implements AuthenticationProvider {

  private final Vertx vertx;
  private final JwtSettings settings;
  private final Jwks<JWTAuth> keys;

  private TokenAuthentication(Vertx vertx, JwtSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
    this.keys = new Jwks<>(new JwkSource(vertx, settings)::load, this::checkedBy, System::nanoTime);
  }

  /** For the verticle that is starting; it reads the keys now, and then again and again. */
  static TokenAuthentication start(Vertx vertx, JwtSettings settings) {
    TokenAuthentication tokens = new TokenAuthentication(vertx, settings);
    tokens.keys.reload();
    vertx.setPeriodic(settings.reloadInterval().toMillis(), due -> tokens.keys.reload());
    return tokens;
  }

  private JWTAuth checkedBy(JwkSet set) {
    JWTOptions options =
        new JWTOptions()
            .setIssuer(settings.issuer())
            .addAudience(settings.audience())
            .setLeeway((int) settings.leeway().toSeconds());
    JWTAuthOptions checks = new JWTAuthOptions().setJWTOptions(options);
    set.keys().forEach(checks::addJwk);
    return JWTAuth.create(vertx, checks);
  }

  @Override
  public Future<User> authenticate(Credentials credentials) {
    return TokenHeader.of(((TokenCredentials) credentials).getToken())
        .filter(header -> settings.algorithms().contains(header.algorithm()))
        .map(header -> keys.forKey(header.key()))
        .orElseGet(() -> Future.failedFuture("no token"))
        // it also throws, where claims have odd types
        .compose(checks -> checks.authenticate(credentials))
        .map(user -> caller(user.attributes().getJsonObject("accessToken")));
  }

  private User caller(JsonObject claims) {
    if (!(claims.getValue("exp") instanceof Number)) {
      throw new IllegalArgumentException("a token without an end");
    }
    Optional<Role> role = Claims.role(claims.getValue(settings.roleClaim()));
    return Callers.of(String.valueOf(claims.getValue("sub")), role);
  }
}
