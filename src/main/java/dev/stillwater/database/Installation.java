package dev.stillwater.database;

import dev.stillwater.health.Readiness;
import dev.stillwater.health.Readiness.Check;
import dev.stillwater.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is settled once for a database, at the first start on it. */
public final class Installation {

  private static final String DATABASE = "database";
  private static final String SCHEMA = "schema";
  private static final int OLDEST_SERVER = 15_00_00;

  private static final Logger log = LoggerFactory.getLogger(Installation.class);

  private final InstallationStore store = new InstallationStore();
  private final AtomicReference<Future<Readiness>> looking =
      new AtomicReference<>(Future.failedFuture("not yet"));
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

  /** Lets the role that requests come by do what they need. */
  public Future<Void> admitRequests() {
    // not as the URL names it: a pooler may have names of its own
    return database
        .probe(store::role)
        .compose(role -> database.upkeep(transaction -> store.admit(transaction, role)));
  }

  /** Whether requests can be answered now; all who ask meanwhile share one look. */
  public Future<Readiness> readiness() {
    Promise<Readiness> next = Promise.promise();
    Future<Readiness> going =
        looking.updateAndGet(last -> last.isComplete() ? next.future() : last);
    if (going == next.future()) {
      look().onComplete(next);
    }
    return going;
  }

  private Future<Readiness> look() {
    return database
        .probe(store::schemaVersion)
        .map(version -> Readiness.of(Check.up(DATABASE), schema(version)))
        .otherwise(away -> Readiness.of(Check.down(DATABASE, reason(away)), Check.unknown(SCHEMA)));
  }

  // anybody may see it: what the server says is for the log alone
  private static String reason(Throwable away) {
    if (away instanceof ProblemException problem) {
      return problem.getMessage();
    }
    log.warn("the database cannot be used: {}", away.getMessage());
    return "the database cannot be used; the log tells why";
  }

  private Check schema(String version) {
    return version.equals(schemaVersion)
        ? Check.up(SCHEMA)
        : Check.down(SCHEMA, "the schema has version " + version + ", not " + schemaVersion);
  }
}
