package dev.stillwater.database;

import dev.stillwater.health.Readiness;
import dev.stillwater.health.Readiness.Check;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.ZoneId;

/** What is settled once for a database, at the first start on it. */
public final class Installation {

  private static final String DATABASE = "database";
  private static final String SCHEMA = "schema";
  private static final int OLDEST_SERVER = 15_00_00;

  private final InstallationStore store = new InstallationStore();
  private final Database database;
  private final String schemaVersion;

  /** The installation in a database whose schema was just brought to a version. */
  public Installation(Database database, String schemaVersion) {
    this.database = database;
    this.schemaVersion = schemaVersion;
  }

  /**
   * Checks that the database can be worked with, and settles the zone of its months, within a
   * transaction of the caller's. Fails with a {@link DatabaseException} where it cannot, or was
   * settled otherwise.
   *
   * @return whether it was settled just now
   */
  public Future<Boolean> settle(SqlConnection transaction, ZoneId zone, Instant now) {
    return store
        .insert(transaction, zone, now)
        .compose(
            inserted -> store.settled(transaction).map(settled -> check(settled, zone, inserted)));
  }

  private static boolean check(InstallationStore.Settled settled, ZoneId zone, boolean justNow) {
    require(
        settled.serverVersion() >= OLDEST_SERVER,
        "PostgreSQL 15 or later is needed, the server's version number is "
            + settled.serverVersion());
    require(
        settled.encoding().equals("UTF8"),
        "the database's encoding is " + settled.encoding() + ", it must be UTF8");
    require(
        settled.zone().equals(zone.getId()),
        "the months of this database are those of zone "
            + settled.zone()
            + ", settled at its first start; it cannot be run with zone "
            + zone);
    return justNow;
  }

  private static void require(boolean met, String otherwise) {
    if (!met) {
      throw new DatabaseException(otherwise);
    }
  }

  /** Lets a role do what requests need, within a transaction of the owner's. */
  public Future<Void> admit(SqlConnection transaction, String role) {
    return store.admit(transaction, role);
  }

  /** Whether requests can be answered now. */
  public Future<Readiness> readiness() {
    return database
        .probe(store::schemaVersion)
        .map(version -> Readiness.of(Check.up(DATABASE), schema(version)))
        .otherwise(
            away -> Readiness.of(Check.down(DATABASE, away.getMessage()), Check.unknown(SCHEMA)));
  }

  private Check schema(String version) {
    return version.equals(schemaVersion)
        ? Check.up(SCHEMA)
        : Check.down(SCHEMA, "the schema has version " + version + ", not " + schemaVersion);
  }
}
