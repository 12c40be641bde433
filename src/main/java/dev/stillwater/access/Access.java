package dev.stillwater.access;

import com.github.benmanes.caffeine.cache.Cache;
import dev.stillwater.config.AuthSettings;
import dev.stillwater.database.Database;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import java.time.InstantSource;
import java.util.Optional;

/** How callers over HTTP are told apart. Thread-safe. */
public final class Access {

  private final AuthSettings settings;
  private final Vertx vertx;
  private final Database database;
  private final InstantSource clock;
  private final Cache<String, KeyMemory.Known> known = KeyMemory.shared();

  public Access(AuthSettings settings, Vertx vertx, Database database, InstantSource clock) {
    this.settings = settings;
    this.vertx = vertx;
    this.database = database;
    this.clock = clock;
  }

  public AuthSettings settings() {
    return settings;
  }

  /**
   * Who tells the callers of one verticle apart, for that one alone; empty where nobody does. It
   * fails with a {@link dev.stillwater.problem.ProblemException} where it cannot tell, and with
   * anything else where a credential is not good.
   */
  public Optional<AuthenticationProvider> forVerticle() {
    return switch (settings.mode()) {
      case NONE -> Optional.empty();
      case API_KEY -> Optional.of(keys());
      case JWT -> Optional.of(TokenAuthentication.start(vertx, settings.jwt()));
    };
  }

  private AuthenticationProvider keys() {
    ApiKeyStore store = new ApiKeyStore();
    KeyMemory memory =
        new KeyMemory(
            known,
            id -> database.findKey(client -> store.find(client, id)),
            System::nanoTime,
            settings.recheckAfter());
    return new KeyAuthentication(memory, clock);
  }
}
