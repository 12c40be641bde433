package dev.stillwater.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The database and how it is used.
 *
 * @param url serves requests; where it is absent, an embedded PostgreSQL runs
 * @param ownerUrl serves migrations and maintenance; {@code url} unless set
 * @param dataDirectory holds the embedded PostgreSQL's data
 * @param maxWaiting how many requests may wait for a pool's connection, or for an answer on one
 *     that reads share
 * @param statementTimeout until a statement that reads must end
 * @param writeStatementTimeout until a statement that writes must end: a large body's takes longer
 * @param maintenanceStatementTimeout until a statement of maintenance must end
 */
public record DatabaseSettings(
    Optional<DatabaseUrl> url,
    Optional<DatabaseUrl> ownerUrl,
    Path dataDirectory,
    int readConnections,
    int writeConnections,
    int maxWaiting,
    Duration connectTimeout,
    Duration statementTimeout,
    Duration writeStatementTimeout,
    Duration lockTimeout,
    Duration idleInTransactionTimeout,
    Duration maintenanceStatementTimeout) {

  static DatabaseSettings read(SettingsReader in) {
    Optional<DatabaseUrl> url =
        in.secret("database.url", DatabaseUrl::parse, DatabaseUrl::toString);
    Optional<DatabaseUrl> ownerUrl =
        in.secret("database.owner-url", DatabaseUrl::parse, DatabaseUrl::toString);
    in.require(
        ownerUrl.isEmpty() || in.isSet("database.url"),
        "database.owner-url",
        "set only together with database.url");
    return new DatabaseSettings(
        url,
        ownerUrl.or(() -> url),
        in.path("database.data-dir", "./data/postgres"),
        in.integer("database.read-connections", 4, 1, 100),
        in.integer("database.write-connections", 4, 1, 100),
        in.integer("database.max-waiting", 1000, 1, 1_000_000),
        in.duration("database.connect-timeout", "5s"),
        in.duration("database.statement-timeout", "5s"),
        in.duration("database.write-statement-timeout", "25s"),
        in.duration("database.lock-timeout", "2s"),
        in.duration("database.idle-in-transaction-timeout", "10s"),
        in.duration("database.maintenance-statement-timeout", "1h"));
  }
}
