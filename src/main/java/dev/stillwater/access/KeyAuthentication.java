package dev.stillwater.access;

import io.vertx.core.Future;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.auth.authentication.Credentials;
import io.vertx.ext.auth.authentication.TokenCredentials;
import java.time.InstantSource;
import java.util.Optional;

/** Tells callers apart by the keys that they were given. */
final class KeyAuthentication implements AuthenticationProvider {

  private final KeyMemory keys;
  private final InstantSource clock;

  KeyAuthentication(KeyMemory keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public Future<User> authenticate(Credentials credentials) {
    Optional<KeyText> text = KeyText.parse(((TokenCredentials) credentials).getToken());
    return text.isPresent() ? find(text.get()) : Future.failedFuture("no key");
  }

  private Future<User> find(KeyText text) {
    return keys.find(text.id())
        .compose(
            found ->
                found
                    .filter(key -> key.is(text) && key.isGood(clock.instant()))
                    .map(
                        key ->
                            Future.succeededFuture(Callers.of(key.id(), Optional.of(key.role()))))
                    .orElseGet(() -> Future.failedFuture("no good key")));
  }
}
