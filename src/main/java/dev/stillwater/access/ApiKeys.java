package dev.stillwater.access;

import dev.stillwater.database.Database;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Makes, lists and revokes keys, with the owner's rights. */
public final class ApiKeys {

  private final ApiKeyStore store = new ApiKeyStore();
  private final SecureRandom random = new SecureRandom();
  private final Database database;
  private final InstantSource clock;

  public ApiKeys(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Makes a key.
   *
   * @return its text, which is known nowhere else from then on
   */
  public Future<String> create(Role role, String name, Optional<Instant> expiresAt) {
    KeyText text = KeyText.generate(random);
    ApiKey key = new ApiKey(text.id(), name, role, text.hash(), now(), expiresAt, Optional.empty());
    return database.upkeep(transaction -> store.insert(transaction, key)).map(text.text());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** All keys, oldest first, also those that are good for nothing any more. */
  public Future<List<ApiKey>> list() {
    return database.upkeep(store::list);
  }

  /** Revokes a key, unless that has been done; empty where there is none of that id. */
  public Future<Optional<ApiKey>> revoke(String id) {
    return database.upkeep(transaction -> store.revoke(transaction, id, now()));
  }
}
